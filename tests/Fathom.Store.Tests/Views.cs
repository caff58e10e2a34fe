using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Ledger;
using Fathom.Runs;
using Fathom.Statistics;

namespace Fathom.Store.Tests;

/// <summary>Runs as a reader would give them.</summary>
static class Views
{
    public static RunView Empty(int number = 1) => new()
    {
        Folder = Entries.Of(number).Folder, Manifest = Entries.Of(number).Manifest, Status = RunStatus.Finished, LastRecord = Entries.Noon.AddMinutes(number),
    };

    public static RunView WithLosses(params double[] losses) => Empty() with
    {
        Step = losses.Length,
        Scalars = new Dictionary<string, IReadOnlyList<ScalarBlock>>(StringComparer.Ordinal) { [ScalarTags.Loss] = [.. losses.Select((loss, index) => ScalarBlock.Of(index + 1, loss))] },
    };

    /// <summary>Something of everything, also what is hard to write: quotes, commas, line breaks, numbers that are not finite, what was never measured.</summary>
    public static RunView Full() => Empty() with
    {
        Manifest = Entries.Full(1).Manifest,
        Recipe = "name: \"a, b\"\n",
        Status = RunStatus.Failed,
        Step = 120,
        End = new(RunStatus.Failed, 120, "The loss is not a number."),
        Scalars = new Dictionary<string, IReadOnlyList<ScalarBlock>>(StringComparer.Ordinal)
        {
            [ScalarTags.Loss] =
            [
                ScalarBlock.Of(1, 0.1) + ScalarBlock.Of(2, 0.2), ScalarBlock.Of(3, 5e-324), ScalarBlock.Of(4, double.NaN), ScalarBlock.Of(5, double.NegativeInfinity),
            ],
            ["odd \"tag\", with a\nbreak"] = [ScalarBlock.Of(1, -0.0), ScalarBlock.Of(2, double.MaxValue)],
        },
        Readings = [Block(10) + Block(20), Block(30)],
        Findings = [Finding],
        GuardEvents = [new() { Step = 4, Guard = "skip-non-finite", Action = GuardAction.Skipped, Sentence = "Step 4 was skipped, for \"its\" loss was NaN;\nnothing else." }],
        GuardEventCount = 1,
        Trials = [new() { Name = "add-skips", State = "proved", Steps = 300, Untreated = 2.3, Treated = double.PositiveInfinity, Reason = "=1+1" }, new() { Name = "shorten", State = "waiting" }],
        Damages = [new("events.out.tfevents.1", 77, "Its checksum is wrong.")],
    };

    static Finding Finding { get; } = new()
    {
        Id = "vanishing-gradient",
        Severity = Severity.Error,
        Place = "linear1..linear9",
        Step = 30,
        Summary = "1.0e-9 of the gradient is left, ü.",
        Causes = [new("activation-slopes", 0.75, "Slopes."), new("weight-scale", 0.25, "Weights.")],
        Evidence = [new("surviving share", double.NaN, 1e-4), new("decades", double.NegativeInfinity, double.NaN)],
        Treatments = ["Add skips.", "Use ReLU."],
        Consequences = [new() { Id = "stand-still", Severity = Severity.Warning, Place = "linear1", Step = 31, Summary = "It stands still." }],
    };

    static ReadingBlock Block(long step) => new()
    {
        FirstStep = step,
        LastStep = step,
        Count = 1,
        Places =
        [
            new() { Name = "linear1", Type = "Linear", Kind = LinkKind.Weight, GradientCount = 1, ActivationCount = 1, Gradient = TensorSummary.Of([3.0, 4.0, 0.0, double.NaN]), Activation = TensorSummary.Of([1.0, -1.0]) },
            new() { Name = "sigmoid1", Type = "Sigmoid", Kind = LinkKind.Slope, Call = 1, Output = 2, IsContainer = true, Activation = TensorSummary.Of([double.NaN]) },
        ],
        Parameters =
        [
            new() { Name = "linear1.weight", GradientCount = 1, UpdateCount = 1, Gradient = TensorSummary.Of([1.0, 2.0]), Value = TensorSummary.Of([1.0, 2.0]), UpdateRatios = step / 1000.0 },
            new() { Name = "linear1.bias", Value = TensorSummary.Of([0.5]), UpdateCount = 1, UpdateRatios = 77 },
            new() { Name = "frozen" },
        ],
        Links = [new("loss", LinkKind.Loss, 1, 0, -0.25), new("linear1", LinkKind.Weight, 0, 1, 0)],
    };
}
