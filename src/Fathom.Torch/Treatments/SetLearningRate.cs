using System.Globalization;

namespace Fathom.Torch.Treatments;

/// <summary>Multiplies the learning rates of all groups of a live optimizer.</summary>
/// <remarks>
/// Schedulers that multiply the present rate, such as StepLR, go on from the new one. Those that reckon each rate from the first one, such as LambdaLR, keep
/// the old first rate in themselves and set it again at their next step: make them anew.
/// </remarks>
public sealed record SetLearningRate : ILiveTreatment
{
    /// <summary>By what, above 0: 0.1 lowers the rate, 10 raises it.</summary>
    public required double Factor { get; init => field = Require.Positive(value); }

    /// <summary>True: no weight is touched.</summary>
    public bool IsExact => true;

    /// <inheritdoc/>
    public Operation ApplyTo(LiveTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var groups = (training.Optimizer ?? throw new LiveTreatmentException("The training has no optimizer whose learning rate could be set.")).ParamGroups.ToList();
        foreach (var group in groups)
        {
            group.LearningRate *= Factor;
            group.InitialLearningRate *= Factor;
        }

        return new Operation
        {
            What = string.Create(CultureInfo.InvariantCulture, $"Multiplied the learning rate by {Factor:0.######}, to {string.Join(", ", groups.Select(group => group.LearningRate).Distinct())}."),
            IsExact = true,
        };
    }
}
