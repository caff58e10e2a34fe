using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>A plain recurrent layer as one place: from its inputs at all time steps to its states, or to the last of them.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Step">One of its steps.</param>
sealed record TimeStage(string Name, StepStage Step) : Stage(Name)
{
    public override LinkKind Kind => LinkKind.Recurrent;

    public override bool Learns => true;

    public override Passage Pass(Signal signal)
    {
        var (ofAll, _, passage) = Shares(Step, signal);
        var above = Step.Hears ? Step.Steps : 1;
        return new Passage(passage.Output, Math.Log(Step.InputGain * SlopeSquare(Step, signal) * ofAll / above)) { SizeResponse = 0 };
    }

    public override string? DoubtAbout(Signal signal) => Doubt ?? Step.Doubt;

    /// <summary>The squared gradient at all states together and at the first, the last one's being 1, and what a settled step does.</summary>
    public static (double OfAll, double OfFirst, Passage Settled) Shares(StepStage step, Signal signal)
    {
        var multiplier = step.RecurrentGain * SlopeSquare(step, signal);
        var first = step.Hears ? StepStage.Heard(multiplier, step.Steps) : Math.Pow(multiplier, step.Steps - 1);
        var all = 0.0;
        for (var back = 1; back <= step.Steps; back++) all += step.Hears ? StepStage.Heard(multiplier, back) : Math.Pow(multiplier, back - 1);
        var passage = (step with { Time = 0 }).Pass(signal);
        for (var time = 1; time < Math.Min(step.Steps, 200); time++) passage = (step with { Time = time }).Pass(passage.Output);
        return (all, Math.Max(first, double.Epsilon), passage);
    }

    static double SlopeSquare(StepStage step, Signal signal)
    {
        var drive = step.InputGain * signal.Square + step.BiasSquare;
        return step.RecurrentGain > 0
            ? RecurrentForecast.Of(step.Function, step.RecurrentGain, drive).MultiplierPerStep / step.RecurrentGain
            : step.Function.Under(0, drive).SlopeSquare;
    }
}
