using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>In a few words, which form of its treatment one is: what tells apart the rows of a cure. The whole sentence is <see cref="ITreatment.Describe"/>'s.</summary>
static class FormWords
{
    /// <summary>"he-normal", "1/10", "rezero around 2"; empty where a treatment has one form only.</summary>
    public static string Of(ITreatment treatment) => OfSetting(treatment) ?? OfNetwork(treatment) ?? "";

    static string? OfSetting(ITreatment treatment) => treatment switch
    {
        AddDropout { Probability: var share } => Figures.Text(share),
        AddMaxNorm { Norm: var norm } => Figures.Text(norm),
        AddWeightDecay { Decay: var decay } => Figures.Text(decay),
        AddWeightPenalty { L1: > 0 } penalty => penalty.L2 > 0 ? $"L2 {Figures.Text(penalty.L2)}, L1 {Figures.Text(penalty.L1)}" : $"L1 {Figures.Text(penalty.L1)}",
        AddWeightPenalty penalty => $"L2 {Figures.Text(penalty.L2)}",
        ChangeOptimizer { To: Sgd { Momentum: > 0 } sgd } => $"sgd with momentum {Figures.Text(sgd.Momentum)}, rate {Figures.Text(sgd.LearningRate)}",
        ChangeOptimizer { To: var to } => $"{Wording.Word(to)}, rate {Figures.Text(to.LearningRate)}",
        ChangePrecision { To: var to } => to.ToString().ToLowerInvariant(),
        ClipGradient { Percentile: { } percentile } => $"percentile {Figures.Text(percentile)}",
        ClipGradient { Norm: var norm } => $"norm {Figures.Text(norm)}",
        DecayLearningRate { By: WarmUp warm } => $"warm-up, then {Wording.Word(warm.Then)}",
        DecayLearningRate { By: var by } => Wording.Word(by),
        EnlargeBatch { Factor: var factor } => $"× {factor}",
        HoldLearningRate { Later: var later } => double.IsPositiveInfinity(later) ? "for good" : $"× {Figures.Text(later)} later",
        LoosenClip { Factor: var factor } => double.IsPositiveInfinity(factor) ? "none" : $"× {Figures.Text(factor)}",
        LowerLearningRate { Divisor: var divisor } => $"1/{Figures.Text(divisor)}",
        LowerWeightDecay { Left: var left } => left == 0 ? "none" : $"× {Figures.Text(left)}",
        RaiseLearningRate { Factor: var factor } => $"× {Figures.Text(factor)}",
        RemoveDropout { Left: var left } => left == 0 ? "all" : $"× {Figures.Text(left)}",
        WarmUpLearningRate { Steps: var steps } => $"{steps} steps",
        _ => null,
    };

    static string? OfNetwork(ITreatment treatment) => treatment switch
    {
        AddNonlinearity { Units: var units } => $"relu, {units} units",
        AddSkips skips => $"{(skips.Form switch { SkipForm.DepthScaled => "depth-scaled", SkipForm.ReZero => "rezero", _ => "highway" })} around {skips.Around}",
        FreeBranches { By: var by } => by is null ? "unscaled" : Wording.Word(by),
        InsertNorm norm => $"{Wording.Word(norm.Norm)} {(norm.Position switch { NormPosition.BeforeActivations => "before activations", NormPosition.AfterActivations => "after activations", _ => "at the input" })}",
        OpenForgetGate { Bias: FixedForgetBias bias } => $"bias {Figures.Text(bias.Value)}",
        OpenForgetGate { Bias: ChronoForgetBias bias } => $"chrono for {bias.Steps} steps",
        PreserveGradientsThroughTime { Strength: var strength } => $"strength {Figures.Text(strength)}",
        Reinitialize { Init: Critical } => "critical",
        Reinitialize { Init: var init } => Wording.Of(init),
        RepairOutput repair => string.Join(", ", Parts(repair)),
        ReplaceActivation { By: var by } => Wording.Of(by),
        ReplaceRecurrentCell cell => $"{cell.By.ToString().ToLowerInvariant()}{(cell.Steps is { } steps ? $", chrono for {steps} steps" : "")}",
        Shorten { Divisor: var divisor } => $"1/{divisor}",
        StandardizeInputs { To: var to } => Wording.Word(to),
        StartRecurrentWeights { Start: var start } => start.ToString().ToLowerInvariant(),
        TruncateThroughTime { Steps: var steps } => $"{steps} steps",
        UnfreezeParameters { Match: { } match } => match,
        UseMaxout { Pieces: var pieces } => $"{pieces} pieces",
        Widen { Factor: var factor } => $"× {factor}",
        _ => null,
    };

    static IEnumerable<string> Parts(RepairOutput repair)
    {
        if (repair.Loss is { } loss) yield return $"loss {Wording.Word(loss)}";
        if (repair.Ending is { } ending) yield return $"ending {Wording.Of(ending)}";
        if (repair.Units is { } units) yield return $"{units} outputs";
    }
}
