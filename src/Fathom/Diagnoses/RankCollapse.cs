using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>All inputs give the same output: behind the last hidden layer samples can no longer be told apart, and the loss shows it.</summary>
/// <remarks>
/// Shape: a share s of what the samples differ by at the input is left at the last hidden weights, and the planned steps are fewer
/// than the 1/s² that it takes to learn from differences under the fastest stable rate. Consequence: the loss stands where it would be without
/// looking, since <see cref="WaitingShare"/> of the training; sooner only where steps are <see cref="Hopeless"/> times too few. Where all
/// labels are the same a network rightly answers the same: its loss falls.
/// </remarks>
public sealed record RankCollapse : IDiagnosis
{
    // Two binary digits above what rounding alone leaves in float32.
    const double NothingLeft = 1.0 / (1 << 22);

    /// <inheritdoc/>
    public string Id => "rank-collapse";

    /// <summary>How many times too few the planned steps must be for a judgement without waiting; at least 1, 100 unless said otherwise.</summary>
    public double Hopeless { get; init => field = Require.Between(value, 1.0, 1e300, nameof(Hopeless)); } = 100;

    /// <summary>The share of the planned steps that must be gone otherwise, 0 to 1; 0.5 unless said otherwise.</summary>
    public double WaitingShare { get; init => field = Require.Fraction(value); } = 0.5;

    /// <summary>The share of the baseline by which the loss must have fallen to be said to move, 0 to 1; 0.01 unless said otherwise.</summary>
    public double LeastProgress { get; init => field = Require.Fraction(value); } = 0.01;

    /// <summary>How long a training is taken to be where nobody has said so, in steps; 10,000 unless said otherwise.</summary>
    public long AssumedSteps { get; init => field = Require.Between(value, 1, long.MaxValue, nameof(AssumedSteps)); } = 10_000;

    /// <summary>In how many readings in a row it must be seen; 3 unless said otherwise.</summary>
    public int Repeats { get; init => field = Require.Between(value, 1, 1_000, nameof(Repeats)); } = 3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        var steps = history.PlannedSteps ?? AssumedSteps;
        if (Judge(history, steps) is not { } streak)
        {
            history.Forget(this);
            yield break;
        }

        var course = LossCourse.Of(history);
        var ways = Stages(streak.Latest);
        var (first, last) = (ways[0], ways[^1]);
        var left = last.Spread / first.Spread;
        yield return new Finding
        {
            Id = Id,
            Severity = Severity.Error,
            Place = last.Name,
            Step = history.Earliest(this, streak.Since),
            Summary = left > 0
                ? FormattableString.Invariant($"Of what samples differ at {first.Name} {Decades.Share(Math.Log10(left))} is left at {last.Name}: to the last layer they all look alike.")
                : $"At {last.Name} all samples are the same to the last digit.",
            Meaning = "The network can only learn one answer for all inputs, however large its gradients are.",
            Causes = CausesOf(ways),
            Evidence =
            [
                new Evidence($"spread of the samples at {last.Name} over that at {first.Name}", left, Needed(steps)),
                new Evidence("steps that it takes to learn from what is left", 1 / (left * left), steps),
                new Evidence("loss", course.Late, course.Baseline),
            ],
            Treatments =
            [
                "Initialise at criticality for the activation in use (he for ReLU, variance 1/fan-in for tanh) with biases at zero: then samples part or meet only slowly.",
                "Add residual connections, or batch normalisation before the activations, which pulls samples apart again.",
                "Or take fewer layers.",
            ],
        };
    }

    /// <summary>The run of readings that suffices by now: of hopeless ones alone, or of bad ones behind a standstill that has lasted.</summary>
    Streak? Judge(ReadingHistory history, long steps)
    {
        if (Streak.Current(history, Repeats, reading => Alike(reading, Needed(steps * Hopeless))) is { } hopeless && LossCourse.Of(history).HasLearntNothing) return hopeless;
        if (!Stands(history, steps) || Streak.Current(history, Repeats, reading => Alike(reading, Needed(steps))) is not { } streak) return null;
        return streak with { Since = Math.Max(streak.Since, (long)Math.Ceiling(WaitingShare * steps)) };
    }

    /// <summary>True where the waiting is over and the latest quarter of the losses is proven to lie at the baseline, or at the first loss without one.</summary>
    bool Stands(ReadingHistory history, long steps)
    {
        if ((history.Losses.Count > 0 ? history.Losses.Count : history.Latest?.Step ?? 0) < WaitingShare * steps) return false;
        var baseline = LossCourse.BaselineOf(history);
        if (double.IsNaN(baseline)) return StandStill.Of(history, steps, LeastProgress) is not null;
        // A loss that fell to the baseline and stays there stands, too: where the level is known, nothing but the level counts.
        var path = LossPath.Of(history);
        var late = path.TakeLast(Math.Max(2, path.Count / 4)).Select(point => point.Loss).ToList();
        var mean = late.Average();
        var error = late.Count < 2 ? double.PositiveInfinity : Math.Sqrt(late.Sum(loss => (loss - mean) * (loss - mean)) / (late.Count - 1) / late.Count);
        return mean - (3 * error) >= (1 - LeastProgress) * baseline;
    }

    /// <summary>The spread that <paramref name="steps"/> can learn from: a step along the differences does s² of one along what all share.</summary>
    static double Needed(double steps) => 1 / Math.Sqrt(Math.Max(1, steps));

    /// <summary>The places from the input to the last hidden one with their spreads, where less than a share is left; else empty.</summary>
    static List<Stage> Alike(StepReading reading, double share)
    {
        var stages = Stages(reading);
        return stages.Count >= 2 && stages[0].Spread > NothingLeft && stages[^1].Spread < share * stages[0].Spread ? stages : [];
    }

    static List<Stage> Stages(StepReading reading)
    {
        var anatomy = new Anatomy(reading);
        var stages = anatomy.Order.Where(place => place.Units is not null && place.Kind != LinkKind.Pool && anatomy.IsHidden(place))
            .Select(place => new Stage(place.Name, place.Kind, place.Units!.SampleSpread)).Where(stage => stage.Spread >= 0).ToList();
        var inputs = reading.Inputs.Select(input => input.SampleSpread).Where(spread => spread >= 0).ToList();
        if (inputs.Count > 0) stages.Insert(0, new Stage("the input", LinkKind.Other, inputs.Max()));
        // Theory's correlation is that of pre-activations: behind a sigmoid all samples share a mean, which the next bias takes away.
        var judged = stages.FindLastIndex(stage => stage.Kind != LinkKind.Slope) + 1;
        stages.RemoveRange(judged, stages.Count - judged);
        return stages;
    }

    static IReadOnlyList<Cause> CausesOf(IReadOnlyList<Stage> stages)
    {
        var lost = stages.Zip(stages.Skip(1), (before, behind) => (behind.Kind, Decades: Math.Log10(Math.Max(before.Spread, NothingLeft) / Math.Max(behind.Spread, NothingLeft))))
            .GroupBy(step => IdOf(step.Kind), StringComparer.Ordinal).Select(kind => (Id: kind.Key, Decades: kind.Sum(step => step.Decades), Count: kind.Count())).Where(kind => kind.Decades > 0).ToList();
        var whole = lost.Sum(kind => kind.Decades);
        return
        [
            .. lost.OrderByDescending(kind => kind.Decades)
                .Select(kind => new Cause(kind.Id, kind.Decades / whole, FormattableString.Invariant($"{kind.Count} of them take {kind.Decades:0.0} decades of the spread"))),
        ];
    }

    static string IdOf(LinkKind kind) => kind switch
    {
        LinkKind.Weight => "weight-scale",
        LinkKind.Slope => "activation-slopes",
        LinkKind.Norm => "normalization",
        LinkKind.Skip => "residual-blocks",
        LinkKind.Recurrent => "recurrent-steps",
        LinkKind.Dropout => "dropout",
        _ => "depth",
    };

    sealed record Stage(string Name, LinkKind Kind, double Spread);
}
