namespace Fathom.Prognoses;

/// <summary>Writes a walk down place by place.</summary>
static class LayerForecasts
{
    /// <summary>Every place in the order of the forward pass.</summary>
    public static IReadOnlyList<LayerForecast> Of(Walk walk)
    {
        var forecasts = new LayerForecast[walk.Steps.Count];
        var (left, reference) = (0.0, double.NaN);
        for (var index = walk.Steps.Count - 1; index >= 0; index--)
        {
            var step = walk.Steps[index];
            var weights = WeightGradient(step, left);
            if (double.IsNaN(reference)) reference = weights;
            forecasts[index] = new LayerForecast(step.Stage.Name, step.Stage.Kind)
            {
                Length = step.Passage.Output.Square,
                Correlation = step.Passage.Output.Correlation,
                Multiplier = Math.Exp(step.Passage.LogGain),
                ForwardDecades = step.ForwardDecades,
                SaturatedShare = Saturated(step),
                WeightGradientDecades = weights - reference,
            };
            left += step.Passage.LogGain;
        }

        return forecasts;
    }

    public static double Saturated(Step step) =>
        step.Stage is SlopeStage slope ? slope.Function.SaturatedShare(step.Input.Mean, step.Input.Variance) : double.NaN;

    // For one input, the gradient of W in W x is δ xᵀ, whose norm is |δ| |x|.
    static double WeightGradient(Step step, double left) =>
        step.Stage is WeightStage weights ? (left / Math.Log(10) + Math.Log10(weights.FanIn * step.Input.Square)) / 2 : double.NaN;
}
