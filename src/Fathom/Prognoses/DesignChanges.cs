using System.Globalization;

namespace Fathom.Prognoses;

/// <summary>Single changes of a design that bring χ to one, each walked through again.</summary>
static class DesignChanges
{
    // Below this the gradient is level for all purposes, and no change is worth its trouble.
    const double LevelDecades = 0.5;

    public static IReadOnlyList<Suggestion> For(Forecast forecast)
    {
        var now = Math.Abs(Decades(forecast));
        if (now < LevelDecades) return [];
        return [.. Changes(forecast).Where(change => Math.Abs(change.TotalDecades) < now).OrderBy(change => Math.Abs(change.TotalDecades))];
    }

    static IEnumerable<Suggestion> Changes(Forecast forecast)
    {
        var stages = forecast.Stages;
        var functions = stages.OfType<SlopeStage>().Select(stage => stage.Function).Distinct().ToList();
        if (functions is [var only] && CriticalPoint.Of(only) is { } point)
            yield return Suggest(forecast, Gain(only, point), Critical(stages, point));
        if (functions.Count > 0 && !functions.Contains(ActivationFunctions.Relu))
            yield return Suggest(forecast, "use relu instead, with he-normal weights", Rectified(stages));
        if (functions.Count > 0 && !stages.Any(stage => stage is NormStage or BatchNormStage))
            yield return Suggest(forecast, "put a layer-norm before each activation", Normed(stages));
        if (Skipped(stages) is { } skipped)
            yield return Suggest(forecast, "lead each layer's input around it, the layer's output divided by the root of the depth", skipped);
    }

    static Suggestion Suggest(Forecast forecast, string change, IReadOnlyList<Stage> stages)
    {
        var changed = new Forecast(stages, forecast.Input, forecast.Options, forecast.Start);
        return new(change, Decades(changed), DepthScales.Of(changed.Units).Correlation);
    }

    static double Decades(Forecast forecast) => forecast.Left() is [.., var last] ? last.Middle : 0;

    static string Gain(ActivationFunction function, CriticalPoint point) => string.Create(CultureInfo.InvariantCulture,
        $"start the weights before {function.Name} with variance {point.WeightVariance:0.####}/fan-in (gain {point.Gain:0.####}) ")
        + string.Create(CultureInfo.InvariantCulture, $"and the biases with variance {point.BiasVariance:0.####}");

    static Stage[] Critical(IReadOnlyList<Stage> stages, CriticalPoint point) =>
    [
        .. stages.Select((stage, index) => stage is WeightStage weights && IsHidden(stages, index)
            ? weights with { WeightVariance = point.WeightVariance / weights.FanIn, BiasVariance = point.BiasVariance, BiasMean = 0 }
            : stage),
    ];

    static Stage[] Rectified(IReadOnlyList<Stage> stages) =>
        Critical([.. stages.Select(stage => stage is SlopeStage slope ? slope with { Function = ActivationFunctions.Relu } : stage)], CriticalPoint.Of(ActivationFunctions.Relu)!);

    static Stage[] Normed(IReadOnlyList<Stage> stages) =>
        [.. stages.SelectMany(stage => stage is SlopeStage ? (Stage[])[new NormStage($"norm before {stage.Name}"), stage] : [stage])];

    /// <summary>Every run from weights to activation that keeps the width gets a skip; null where there is none.</summary>
    static List<Stage>? Skipped(IReadOnlyList<Stage> stages)
    {
        var layers = Enumerable.Range(0, stages.Count).Count(index => Keeps(stages, index));
        if (layers == 0) return null;
        var changed = new List<Stage>(stages.Count);
        for (var index = 0; index < stages.Count; index++)
        {
            if (!Keeps(stages, index))
            {
                changed.Add(stages[index]);
                continue;
            }

            changed.Add(new SkipStage($"skip around {stages[index].Name}", [stages[index], stages[index + 1], new ScaleStage("scale", 1 / Math.Sqrt(layers))]));
            index++;
        }

        return changed;
    }

    static bool Keeps(IReadOnlyList<Stage> stages, int index) =>
        stages[index] is WeightStage weights && weights.FanIn == weights.FanOut && index + 1 < stages.Count && stages[index + 1] is SlopeStage;

    static bool IsHidden(IReadOnlyList<Stage> stages, int index)
    {
        for (var next = index + 1; next < stages.Count && stages[next] is not WeightStage; next++)
        {
            if (stages[next] is SlopeStage) return true;
        }

        return false;
    }
}
