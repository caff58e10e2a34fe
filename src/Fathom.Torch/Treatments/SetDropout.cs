using System.Globalization;
using Fathom.Recipes;

namespace Fathom.Torch.Treatments;

/// <summary>Sets with which chance the dropout modules of a live network drop numbers; 0 takes dropout out.</summary>
/// <remarks>Dropout inside TorchSharp's recurrent and transformer modules is native and cannot be set.</remarks>
public sealed record SetDropout : ILiveTreatment
{
    /// <summary>The chance, 0 to below 1.</summary>
    public required double To { get; init => field = Require.Share(value); }

    /// <summary>True while evaluating, where dropout does nothing; while training its noise is another, which is the purpose.</summary>
    public bool IsExact => true;

    /// <inheritdoc/>
    public Operation ApplyTo(LiveTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var found = ModulePlace.Below(training.Model).Where(place => place.Module.GetType().Name.Contains("Dropout", StringComparison.Ordinal))
            .Select(place => (place, chance: place.Module.GetType().GetProperty("p"))).Where(entry => entry.chance is { CanWrite: true }).ToList();
        if (found.Count == 0) throw new LiveTreatmentException($"{training.Model.GetType().Name} has no dropout among its modules; put one behind the activations, by {nameof(ReplaceActivations)} with a Sequential of both.");
        foreach (var (place, chance) in found) chance!.SetValue(place.Module, To);
        return new Operation
        {
            What = string.Create(CultureInfo.InvariantCulture, $"Set the chance of being dropped to {To} in {found.Count} modules."),
            IsExact = true,
            Places = ValueList.Of<string>([.. found.Select(entry => entry.place.Name)]),
        };
    }
}
