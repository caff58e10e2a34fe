using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using static TorchSharp.torch;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>A case before it has a name: a recipe in pieces of its own language, so that sick and sound differ by one word.</summary>
sealed record Draft
{
    public string Layers { get; init; } = "{ repeat: 3, layers: [ { linear: 64 }, relu ] }, { linear: 10 }";

    public string Init { get; init; } = "he-normal";

    public string BiasInit { get; init; } = "zeros";

    public string Input { get; init; } = "784";

    public string Data { get; init; } = "source: digits, samples: 1500";

    public string Loss { get; init; } = "cross-entropy";

    public string Optimizer { get; init; } = "sgd: { lr: 0.05, momentum: 0.9 }";

    /// <summary>Further words of the training, each with a comma before it.</summary>
    public string Plan { get; init; } = "";

    public int Batch { get; init; } = 32;

    public long Steps { get; init; } = 200;

    public long WarmSteps { get; init; }

    public Action<Trainer>? Arrange { get; init; }

    public Func<Trainer, optim.Optimizer>? OtherOptimizer { get; init; }

    /// <summary>A stack of linear layers of width 64, each followed by an activation or more.</summary>
    public static Draft Stack(int depth, string after, string init = "he-normal", double rate = 0.02) => new()
    {
        Layers = FormattableString.Invariant($"{{ repeat: {depth}, layers: [ {{ linear: 64 }}, {after} ] }}, {{ linear: 10 }}"),
        Init = init,
        BiasInit = string.Equals(init, "torch-default", StringComparison.Ordinal) ? "torch-default" : "zeros",
        Optimizer = FormattableString.Invariant($"sgd: {{ lr: {rate}, momentum: 0.9 }}"),
    };

    public ClinicCase Healthy(string name, string source) => new()
    {
        Name = name,
        Source = source,
        Recipe = RecipeFile.Parse(ToYaml()),
        WarmSteps = WarmSteps,
        Arrange = Arrange,
        Optimizer = OtherOptimizer,
    };

    /// <summary>An ill case; findings and causes are written one after the other with spaces between.</summary>
    /// <remarks>That the loss makes no progress is true of every network that ails: it may be said, but explains nothing.</remarks>
    public ClinicCase Ill(string name, string source, string expected, string causes, ClinicCase? sister, string allowed = "") => Healthy(name, source) with
    {
        Expected = expected.Split(' '),
        Causes = causes.Split(' '),
        Allowed = [.. allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries), "loss-plateau"],
        Sister = sister,
    };

    string ToYaml() => FormattableString.Invariant($$"""
        name: case
        data: { {{Data}} }
        network: { input: [{{Input}}], init: {{Init}}, bias-init: {{BiasInit}}, layers: [ {{Layers}} ] }
        loss: {{Loss}}
        training: { optimizer: { {{Optimizer}} }, batch: {{Batch}}, steps: {{Steps}}{{Plan}} }
        """);
}
