using System.Text.Json;
using System.Text.Json.Serialization;
using Fathom.Lab.Recipes;

namespace Fathom.Lab.Trials.Workers;

/// <summary>One line between a search and a worker: exactly one of its parts is set.</summary>
sealed record TrialMessage
{
    static readonly JsonSerializerOptions Options = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters = { new LedgerConverter(), new JsonStringEnumConverter() },
    };

    /// <summary>To the worker: a trial to begin or to continue.</summary>
    public WrittenOrder? Order { get; init; }

    /// <summary>To the worker: trials to free.</summary>
    public IReadOnlyList<TrialKey>? Release { get; init; }

    /// <summary>From the worker: how far it is.</summary>
    public TrialProgress? Progress { get; init; }

    /// <summary>From the worker: the trial that was ordered.</summary>
    public Trial? Trial { get; init; }

    /// <summary>The message of an order.</summary>
    public static TrialMessage Of(TrialOrder order) => new() { Order = new WrittenOrder(order.Candidate, RecipeFile.Write(order.Recipe), order.Steps, order.Start) };

    public string ToLine() => JsonSerializer.Serialize(this, Options);

    /// <exception cref="JsonException">The line is no message.</exception>
    public static TrialMessage Parse(string line) => JsonSerializer.Deserialize<TrialMessage>(line, Options) ?? new TrialMessage();
}
