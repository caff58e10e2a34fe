using System.Globalization;
using Fathom.Diagnoses;
using Fathom.Runs;
using Fathom.Web.Lab;

namespace Fathom.Web.Lessons;

/// <summary>How each lesson sees whether its goal is reached.</summary>
static class LessonChecks
{
    const double Right = 0.9;
    const double CheapSlope = 0.2;

    // Rounding must not refuse a product of exactly one half.
    const double Rounding = 1e-9;

    public static IReadOnlyDictionary<string, Func<LessonScene, LessonCheck>> All { get; } = new Dictionary<string, Func<LessonScene, LessonCheck>>(StringComparer.Ordinal)
    {
        ["multiply"] = scene => InTurn(scene, Chain(5), NoFactorAboveOne, Between(Math.Log10(0.5), Math.Log10(2))),
        ["whisper"] = scene => InTurn(scene, Chain(51), Between(Math.Log10(0.5), Math.Log10(2))),
        ["slopes"] = scene => InTurn(scene, Deep(20), Bent, CheapSlopes),
        ["he"] = scene => InTurn(scene, Deep(20), Only("relu"), Plain, Level),
        ["xavier"] = scene => InTurn(scene, Deep(30), Only("tanh"), Plain, Level),
        ["learning-rate"] = scene => InTurn(scene, Same("learning-rate", state => state with { LearningRate = 1, Optimizer = "sgd", Clip = 0, Batch = 64, Steps = 400, WeightDecay = 0, Dropout = 0 }), Learnt),
        ["exploding"] = scene => InTurn(scene, Deep(12), Bent, Learnt, Level),
        ["dead-units"] = scene => InTurn(scene, Deep(4), Rectified, Learnt, None("dead-units")),
        ["norms"] = scene => InTurn(scene, Deep(30), Only("relu"), Normed, Level),
        ["residual"] = scene => InTurn(scene, Deep(50), Skipped, Level),
        ["time"] = scene => InTurn(scene, Sequence(60, "rnn", "rnn-relu"), Between(Math.Log10(LabOutlook.RememberedShare), Math.Log10(LabOutlook.ToleratedGrowth))),
        ["lstm"] = scene => InTurn(scene, Sequence(60, "lstm"), Between(Math.Log10(LabOutlook.RememberedShare), Math.Log10(LabOutlook.ToleratedGrowth))),
        ["small"] = scene => InTurn(scene, Deep(14), Small, Learnt),
        ["cure"] = scene => InTurn(scene, Learnt, Healthy),
    };

    /// <summary>The first complaint, or the last sentence of praise.</summary>
    static LessonCheck InTurn(LessonScene scene, params ReadOnlySpan<Func<LessonScene, LessonCheck>> checks)
    {
        var last = new LessonCheck(false, "");
        foreach (var check in checks)
        {
            last = check(scene);
            if (!last.IsDone) return last;
        }

        return last;
    }

    static Func<LessonScene, LessonCheck> Between(double least, double most) => scene => scene.Outlook.Decades switch
    {
        var decades when decades < least - Rounding => new(false, $"Only {LabVerdict.Share(decades)} arrives; {LabVerdict.Share(least)} is needed."),
        var decades when decades > most + Rounding => new(false, $"Now it is {LabVerdict.Share(decades)} times as much: too loud. {LabVerdict.Share(most)} is the most."),
        var decades when double.IsNaN(decades) => new(false, "Theory has no number for this network."),
        var decades => new(true, $"{LabVerdict.Share(decades)} arrives."),
    };

    static LessonCheck Level(LessonScene scene) => Math.Abs(scene.Outlook.Decades) <= 1
        ? new(true, Text($"The gradient {(scene.Outlook.Decades < 0 ? "loses" : "gains")} {Math.Abs(scene.Outlook.Decades):0.00} decades over {scene.Outlook.Links} links: level."))
        : new(false, Text($"The gradient {(scene.Outlook.Decades < 0 ? "loses" : "gains")} {Math.Abs(scene.Outlook.Decades):0.0} decades on its way to the first layer; one is allowed."));

    static LessonCheck Learnt(LessonScene scene)
    {
        if (scene.Own is not { } result) return new(false, scene.Result is null ? "Train it to see." : "The controls have moved: train once more.");
        if (result.Status == RunStatus.Running) return new(false, result.Summary);
        if (!result.IsWhole || !(result.Accuracy >= Right)) return new(false, result.Summary + (result.Accuracy < Right ? " 90 % are needed." : ""));
        return new(true, result.Summary);
    }

    static LessonCheck Healthy(LessonScene scene)
    {
        var grave = scene.Own?.Findings.FirstOrDefault(finding => finding.Severity >= Severity.Error);
        return grave is null ? new(true, "It learns, and no finding holds it back. " + scene.Own?.Summary) : new(false, $"It learns, but there is still a finding: {grave.Title}.");
    }

    static Func<LessonScene, LessonCheck> None(string illness) => scene => scene.Own?.Findings.FirstOrDefault(finding => finding.Id == illness && finding.Severity > Severity.Note) is { } finding
        ? new(false, $"It learns, but units are dead: {finding.Summary}")
        : new(true, "It learns, and its units live. " + scene.Own?.Summary);

    static Func<LessonScene, LessonCheck> Deep(int layers) => scene => !scene.State.IsSequence && scene.State.Depth >= layers
        ? new(true, "")
        : new(false, Text($"Keep all {layers} hidden layers{(scene.State.IsSequence ? ", and data without time" : "")}."));

    static Func<LessonScene, LessonCheck> Chain(int layers) => scene => scene.State is { IsSequence: false, Init: "identity", Activation: "none", Norm: "none", Skips: "none", Layers.Count: 0 } && scene.State.Depth >= layers
        ? new(true, "")
        : new(false, Text($"Keep the line as it is, {layers - 1} links without activations, norms or skips: only what each passes on may change."));

    static Func<LessonScene, LessonCheck> Sequence(int steps, params string[] cells) => scene => scene.State.IsSequence && scene.State.Length >= steps && cells.Contains(scene.State.Cell, StringComparer.Ordinal)
        ? new(true, "")
        : new(false, Text($"Keep a sequence of {steps} time steps and the cell ({string.Join(" or ", cells.Select(cell => LabWords.LabelOf(LabWords.Cells, cell)))})."));

    static Func<LessonScene, LessonCheck> Only(string activation) => scene => scene.State.Activation == activation && Activations(scene.State).All(code => code == activation)
        ? new(true, "")
        : new(false, $"Keep {LabWords.LabelOf(LabWords.Activations, activation)} in every layer.");

    /// <summary>The network that the lesson begins with, whatever <paramref name="level"/> makes equal.</summary>
    static Func<LessonScene, LessonCheck> Same(string lesson, Func<LabState, LabState> level) => scene =>
        level(scene.State with { Seed = 1 }) == level(AllLessons.Find(lesson)!.Start with { Seed = 1 })
            ? new(true, "")
            : new(false, "Leave the network as it is, and change only how it learns: optimizer, learning rate, clipping, batch, steps.");

    static LessonCheck NoFactorAboveOne(LessonScene scene) => LessonNumbers.Factors(scene.State).All(factor => factor <= 1)
        ? new(true, "")
        : new(false, "No factor may be above 1: otherwise one loud link makes up for quiet ones, and the line is no healthier.");

    static LessonCheck Bent(LessonScene scene) => Activations(scene.State).All(code => code != "none")
        ? new(true, "")
        : new(false, "Without activations the layers are one layer: each needs one.");

    static LessonCheck Rectified(LessonScene scene) => Activations(scene.State).Any(code => code is "relu" or "leaky-relu" or "elu" or "gelu" or "silu" or "selu")
        ? new(true, "")
        : new(false, "Keep a rectifier, or one of its kind: tanh and sigmoid have other illnesses.");

    static LessonCheck Plain(LessonScene scene) => scene.State is { Norm: "none", Skips: "none" }
        ? new(true, "")
        : new(false, "Without norms and skips, please: it is the start that counts here.");

    static LessonCheck Normed(LessonScene scene) => scene.State.Norm != "none" ? new(true, "") : new(false, "Keep a norm in each layer.");

    static LessonCheck Skipped(LessonScene scene) => scene.State.Skips != "none" ? new(true, "") : new(false, "There is no skip yet.");

    static LessonCheck CheapSlopes(LessonScene scene) => -scene.Outlook.SlopeDecades < CheapSlope
        ? new(true, Text($"Each activation costs {Math.Max(0, -scene.Outlook.SlopeDecades):0.00} decades now; what is lost still, {-(scene.Outlook.DecadesPerLink - scene.Outlook.SlopeDecades):0.00} in each layer, is the weights' doing."))
        : new(false, Text($"Each activation costs {-scene.Outlook.SlopeDecades:0.00} decades; less than {CheapSlope:0.0} is the goal."));

    static LessonCheck Small(LessonScene scene) => scene.Outlook.Decades < Math.Log10(LabOutlook.SurvivingShare)
        ? new(true, "")
        : new(false, $"{LabVerdict.Share(scene.Outlook.Decades)} of the gradient arrives: here less than a hundredth should. Leave the network small-voiced, and change who listens.");

    static IEnumerable<string> Activations(LabState state) => Enumerable.Range(1, state.Depth).Select(state.ActivationOf);

    static string Text(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
