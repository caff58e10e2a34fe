using Fathom.Diagnoses;
using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Ledger;
using Fathom.Prognoses;
using Fathom.Recipes;
using Fathom.Statistics;

namespace Fathom.Cli.Tests;

/// <summary>Examinations made by hand, as a training would have made them.</summary>
static class Examinations
{
    public static Examination Healthy() => Of(Ledgers.Repeated(3, ("relu", LinkKind.Slope, 0.8), ("linear", LinkKind.Weight, 1.2)));

    /// <summary>Twenty sigmoid layers: 17 decades lost, one error and one note.</summary>
    public static Examination OfDeepSigmoid() =>
        Of(Ledgers.Repeated(20, ("sigmoid", LinkKind.Slope, 0.245), ("linear", LinkKind.Weight, 0.577))) with
        {
            Recipe = RecipeCalled("deep-sigmoid"),
            Loss = new(2.3471, 2.3026, 2.3031, 0.098),
            Findings = [VanishingGradient, Note],
        };

    /// <summary>Everything that is not a number somewhere: in the loss, the ledger, a summary, an update and the evidence.</summary>
    public static Examination OfLostTraining()
    {
        var lost = TensorSummary.Of((float[])[float.NaN, float.PositiveInfinity]);
        var reading = new StepReading
        {
            Step = 1, Loss = double.NaN, Ledger = Ledgers.WithGains(0.5, double.NaN),
            Places = [new() { Name = "linear1", Type = "Linear", Kind = LinkKind.Weight, Gradient = lost }],
            Parameters = [new() { Name = "linear1.weight", Gradient = lost, Update = new() { Change = TensorSummary.Empty, Ratio = double.PositiveInfinity } }],
        };
        return Of(reading) with
        {
            Loss = new(2.3, double.NaN, double.PositiveInfinity, null),
            Findings = [VanishingGradient with { Id = "non-finite", Severity = Severity.Fatal, Evidence = [new("loss", double.NaN, double.NaN), new("largest weight", double.NegativeInfinity, 1)] }],
        };
    }

    /// <summary>A first step whose gradient is ten thousand times what theory expects.</summary>
    public static Examination OtherThanPredicted()
    {
        var recipe = BundledRecipes.Find("deep-sigmoid")!;
        var prognosis = Prognosis.Of(recipe);
        var links = prognosis.Ledger.Links.Select((link, index) => index == 0 ? link with { Gain = 1e4 * link.Gain } : link);
        var history = new ReadingHistory();
        history.Add(new StepReading { Step = 1, Loss = 2.3, Ledger = new ChainLedger(links, 1) });
        return Healthy() with { Recipe = recipe, History = history, Prognosis = prognosis };
    }

    /// <summary>An exploding network that ended in NaN: one finding with three others folded under it.</summary>
    public static Examination OfExplosion() => Healthy() with
    {
        Recipe = RecipeCalled("exploding"),
        Findings =
        [
            VanishingGradient with
            {
                Id = "exploding-gradient", Severity = Severity.Fatal, Place = "linear1..linear2", Step = 2, Confidence = 0.99995,
                Summary = "The gradient at linear1 is 1.0e+9 times that at the output.", Meaning = "Each step overwrites the layer.",
                Consequences =
                [
                    Note with { Id = "non-finite", Severity = Severity.Fatal, Place = "linear3", Step = 7, Evidence = [new("NaNs in linear3", double.NaN, 0)] },
                    Note with { Id = "dead-units", Place = "relu1", Step = 4 },
                    Note with { Id = "dead-units", Place = "relu2", Step = 3 },
                ],
            },
            Note with { Id = "short-memory", Severity = Severity.Warning, Place = "tanh2[3]" },
        ],
    };

    public static Examination InterruptedBeforeTheFirstStep() =>
        Healthy() with { Steps = 0, Interrupted = true, History = new(), Loss = new(double.NaN, double.NaN, null, null) };

    public static Examination Of(ChainLedger ledger) => Of(new StepReading
    {
        Step = 48,
        Loss = 2.3,
        Ledger = ledger,
        Places = [new() { Name = "linear1", Type = "Linear", Kind = LinkKind.Weight, Activation = TensorSummary.Of((float[])[1, -2]), Gradient = TensorSummary.Of((float[])[1e-30f]) }],
        Parameters =
        [
            new()
            {
                Name = "linear1.weight", Value = TensorSummary.Of((float[])[0.5f]), Gradient = TensorSummary.Of((float[])[0.1f]),
                Update = new() { Change = TensorSummary.Of((float[])[0.01f]), Ratio = 0.02, Lost = 1, Pulled = 4, Sampled = true },
            },
        ],
    });

    static Finding VanishingGradient { get; } = new()
    {
        Id = "vanishing-gradient", Severity = Severity.Error, Place = "linear1..linear14", Step = 1,
        Summary = "1.1e-17 of the output gradient reaches linear1; it needs 1.0e-4 to learn.",
        Causes =
        [
            new("activation-slopes", 0.72, "The slopes of 20 sigmoids multiply to 10^-12.2: each lets at most a quarter of a gradient pass."),
            new("weight-scale", 0.28, "The weights multiply to 10^-4.8: each layer shrinks a gradient by 0.58."),
        ],
        Evidence = [new("share of the gradient left at linear1", 1.1e-17, 1e-4), new("update ratio of linear1.weight", 3e-19, 1e-6)],
        Treatments = ["Replace the sigmoids by ReLU, and initialise with he-normal.", "Put a normalisation before each activation and a skip around each block."],
    };

    static Finding Note { get; } = new()
    {
        Id = "saturation", Severity = Severity.Note, Place = "sigmoid3", Step = 12, Summary = "8 % of the units of sigmoid3 are saturated.",
    };

    static Examination Of(StepReading reading)
    {
        var history = new ReadingHistory();
        history.Add(reading);
        return new()
        {
            Recipe = RecipeCalled("shallow"), Steps = 50, Loss = new(2.3, 0.4, 0.5, 0.91), History = history,
            Findings = [], GradientPath = "native hooks",
        };
    }

    static Recipe RecipeCalled(string name) => BundledRecipes.Find("healthy-mlp")! with { Name = name };
}
