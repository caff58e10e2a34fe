using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Tests.Treatments;

/// <summary>Recipes and findings to treat.</summary>
static class Sick
{
    /// <summary>Ten sigmoid layers of 64 units on ten classes.</summary>
    public static Recipe Recipe { get; } = new()
    {
        Name = "sick",
        Network = new Network { Input = [784], Layers = [new Repeat { Times = 10, Layers = [new Linear { Units = 64 }, new Sigmoid()] }, new Linear { Units = 10 }] },
    };

    /// <summary>A finding with one cause of all of it.</summary>
    public static Finding Finding(string id, params ReadOnlySpan<(string Id, double Share)> causes) => new()
    {
        Id = id,
        Severity = Severity.Error,
        Place = "linear1",
        Step = 3,
        Summary = "Something is wrong.",
        Causes = [.. causes.ToArray().Select(cause => new Cause(cause.Id, cause.Share, "because"))],
    };

    /// <summary>A finding whose evidence has numbers.</summary>
    public static Finding Measured(string id, params ReadOnlySpan<(string Quantity, double Value)> numbers) =>
        Finding(id) with { Evidence = [.. numbers.ToArray().Select(number => new Evidence(number.Quantity, number.Value, double.NaN))] };
}
