namespace Fathom.Prognoses;

/// <summary>One layer in the sense of theory: weights or a block, with everything up to the next.</summary>
/// <param name="LogGain">ln of what the gradient's squared norm is multiplied by: ln χ.</param>
/// <param name="Stages">The unit's stages.</param>
/// <param name="Last">The unit's last step.</param>
readonly record struct Unit(double LogGain, ArraySegment<Stage> Stages, Step Last)
{
    /// <summary>The hidden units in order; the output layer, which bends nothing, is none.</summary>
    public static IReadOnlyList<Unit> Of(IReadOnlyList<Step> steps)
    {
        var units = new List<Unit>();
        var stages = new Stage[steps.Count];
        for (var index = 0; index < stages.Length; index++) stages[index] = steps[index].Stage;
        var (gain, start) = (0.0, -1);
        for (var index = 0; index < steps.Count; index++)
        {
            var step = steps[index];
            if (step.Stage is WeightStage or SkipStage or HighwayStage or ConcatStage or UnknownStage { Kind: Fathom.Ledger.LinkKind.Weight })
            {
                if (start >= 0) units.Add(new Unit(gain, new(stages, start, index - start), steps[index - 1]));
                (gain, start) = (0, index);
            }

            gain += step.Passage.LogGain;
        }

        if (start >= 0 && steps[^1].Stage is not WeightStage) units.Add(new Unit(gain, new(stages, start, stages.Length - start), steps[^1]));
        return units;
    }

    /// <summary>The mean of ln χ over the deeper half, where lengths have come to rest; NaN without units.</summary>
    public static double DeepMean(IReadOnlyList<Unit> units)
    {
        if (units.Count == 0) return double.NaN;
        var sum = 0.0;
        for (var index = units.Count / 2; index < units.Count; index++) sum += units[index].LogGain;
        return sum / (units.Count - units.Count / 2);
    }
}
