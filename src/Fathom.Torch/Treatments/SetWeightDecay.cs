using System.Globalization;

namespace Fathom.Torch.Treatments;

/// <summary>Sets the weight decay of the groups of a live optimizer.</summary>
/// <remarks>
/// As the optimizer understands it: Adam and SGD add it to the gradient (L2), AdamW takes it off the weights. Groups of gains, shifts and shares that
/// treatments added keep none.
/// </remarks>
public sealed record SetWeightDecay : ILiveTreatment
{
    /// <summary>The decay, 0 to 1,000.</summary>
    public required double To { get; init => field = Require.Between(value, 0, 1000, nameof(To)); }

    /// <summary>True: no weight is touched before the next step.</summary>
    public bool IsExact => true;

    /// <inheritdoc/>
    public Operation ApplyTo(LiveTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var edit = OptimizerEdit.Of(training.Optimizer) ?? throw new LiveTreatmentException("The training has no optimizer whose weight decay could be set.");
        // A group of vectors and single numbers alone is one of gains and shifts.
        var groups = edit.Groups.Where(group => group.Parameters.Any(parameter => parameter.dim() > 1)).Select(group => (group.Options, Field: group.Options.GetType().GetField("weight_decay"))).ToList();
        if (groups.Count == 0 || groups.Exists(group => group.Field is null))
            throw new LiveTreatmentException($"{training.Optimizer!.GetType().Name} has no weight decay to set; replace it by AdamW, by {nameof(ReplaceOptimizer)}.");
        foreach (var (options, field) in groups) field!.SetValue(options, To);
        return new Operation { What = string.Create(CultureInfo.InvariantCulture, $"Set the weight decay to {To}."), IsExact = true };
    }
}
