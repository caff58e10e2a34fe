namespace Fathom.Prognoses;

/// <summary>One layer in the sense of theory: weights or a block, with everything up to the next.</summary>
/// <param name="LogGain">ln of what the gradient's squared norm is multiplied by: ln χ.</param>
/// <param name="LogContraction">ln of what a small difference between two correlations is multiplied by.</param>
/// <param name="Last">The unit's last step.</param>
readonly record struct Unit(double LogGain, double LogContraction, Step Last)
{
    /// <summary>The hidden units in order; the output layer, which bends nothing, is none.</summary>
    public static IReadOnlyList<Unit> Of(IReadOnlyList<Step> steps)
    {
        var units = new List<Unit>();
        var (gain, contraction, open) = (0.0, 0.0, false);
        for (var index = 0; index < steps.Count; index++)
        {
            var step = steps[index];
            if (step.Stage is WeightStage or SkipStage or UnknownStage { Kind: Fathom.Ledger.LinkKind.Weight })
            {
                if (open) units.Add(new Unit(gain, contraction, steps[index - 1]));
                (gain, contraction, open) = (0, 0, true);
            }

            gain += step.Passage.LogGain;
            contraction += step.LogContraction;
        }

        if (open && steps[^1].Stage is not WeightStage) units.Add(new Unit(gain, contraction, steps[^1]));
        return units;
    }

    /// <summary>The mean over the deeper half, where lengths and correlations have come to rest; NaN without units.</summary>
    public static double DeepMean(IReadOnlyList<Unit> units, Func<Unit, double> quantity)
    {
        if (units.Count == 0) return double.NaN;
        var sum = 0.0;
        for (var index = units.Count / 2; index < units.Count; index++) sum += quantity(units[index]);
        return sum / (units.Count - units.Count / 2);
    }

    /// <summary>Over how many layers something changes by the factor e; ∞ where it does not change.</summary>
    public static double Scale(double logPerUnit) => double.IsNaN(logPerUnit) ? double.NaN : 1 / Math.Abs(logPerUnit);
}
