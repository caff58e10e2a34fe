namespace Fathom.Prognoses;

/// <summary>Judges the signal's way forward.</summary>
static class Verdicts
{
    const double LevelDecades = 2;
    const double SaturatedShare = 0.5;
    const double Alike = 0.999;

    public static SignalVerdict On(Forecast forecast)
    {
        var units = forecast.Units;
        if (units.Count == 0) return SignalVerdict.Level;
        // From the first layer on: how the input is scaled is not the layers' doing.
        var decades = units[^1].Last.ForwardDecades - units[0].Last.ForwardDecades;
        if (decades < -LevelDecades || double.IsNaN(decades)) return SignalVerdict.Dying;
        if (decades > LevelDecades) return SignalVerdict.Growing;
        if (forecast.Walk.Steps.Any(step => step.Stage is SlopeStage slope && IsBounded(slope.Function) && LayerForecasts.Saturated(step) > SaturatedShare))
            return SignalVerdict.Saturating;
        return units[^1].Last.Passage.Output.Correlation > Alike ? SignalVerdict.Collapsing : SignalVerdict.Level;
    }

    static bool IsBounded(ActivationFunction function) => SlopeCrossings.IsFlat(function, -30) && SlopeCrossings.IsFlat(function, 30);
}
