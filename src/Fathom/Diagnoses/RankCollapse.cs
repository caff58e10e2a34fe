using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>All inputs give the same output: behind the last hidden layer samples can no longer be told apart, and the loss shows it.</summary>
/// <remarks>
/// Shape: of what the samples differ at the input less than <see cref="SurvivingSpread"/> is left at the last hidden weights. Consequence:
/// the loss is no better than without looking. Where all labels are the same a network rightly answers the same: its loss falls.
/// </remarks>
public sealed record RankCollapse : IDiagnosis
{
    // Two binary digits above what rounding alone leaves in float32.
    const double NothingLeft = 1.0 / (1 << 22);

    /// <inheritdoc/>
    public string Id => "rank-collapse";

    /// <summary>The share of the samples' spread that must arrive at the last hidden weights, 0 to 1; e^-3 = 0.0498 unless said otherwise.</summary>
    public double SurvivingSpread { get; init => field = Require.Fraction(value); } = Math.Exp(-3);

    /// <summary>After how many readings a loss counts as stuck; 20 unless said otherwise.</summary>
    public int PatientReadings { get; init => field = Require.Between(value, 1, 1_000_000, nameof(PatientReadings)); } = 20;

    /// <summary>In how many readings in a row it must be seen; 3 unless said otherwise. Alone they suffice where nothing is left in float32.</summary>
    public int Repeats { get; init => field = Require.Between(value, 1, 1_000, nameof(Repeats)); } = 3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        if (Streak.Current(history, Repeats, Alike) is not { } streak) yield break;
        var ways = Alike(streak.Latest);
        var isWhole = ways[^1].Spread < NothingLeft;
        if (!isWhole && history.Count < PatientReadings) yield break;
        var course = LossCourse.Of(history);
        if (!course.HasLearntNothing) yield break;

        var (first, last) = (ways[0], ways[^1]);
        var left = last.Spread / first.Spread;
        yield return new Finding
        {
            Id = Id,
            Severity = Severity.Error,
            Place = last.Name,
            Step = isWhole ? streak.Since : Math.Max(streak.Since, history.Readings.ElementAtOrDefault(PatientReadings - 1)?.Step ?? streak.Latest.Step),
            Summary = left > 0
                ? FormattableString.Invariant($"Of what samples differ at {first.Name} {Decades.Share(Math.Log10(left))} is left at {last.Name}: to the last layer they all look alike.")
                : $"At {last.Name} all samples are the same to the last digit.",
            Meaning = "The network can only learn one answer for all inputs, however large its gradients are.",
            Causes = CausesOf(ways),
            Evidence =
            [
                new Evidence($"spread of the samples at {last.Name} over that at {first.Name}", left, SurvivingSpread),
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

    /// <summary>The places from the input to the last hidden one with their spreads, where too little is left; else empty.</summary>
    IReadOnlyList<Stage> Alike(StepReading reading)
    {
        var anatomy = new Anatomy(reading);
        var stages = anatomy.Order.Where(place => place.Units is not null && place.Kind != LinkKind.Pool && anatomy.IsHidden(place))
            .Select(place => new Stage(place.Name, place.Kind, place.Units!.SampleSpread)).Where(stage => stage.Spread >= 0).ToList();
        var inputs = reading.Inputs.Select(input => input.SampleSpread).Where(spread => spread >= 0).ToList();
        if (inputs.Count > 0) stages.Insert(0, new Stage("the input", LinkKind.Other, inputs.Max()));
        // Theory's correlation is that of pre-activations: behind a sigmoid all samples share a mean, which the next bias takes away.
        var judged = stages.FindLastIndex(stage => stage.Kind != LinkKind.Slope) + 1;
        stages.RemoveRange(judged, stages.Count - judged);
        if (stages.Count < 2 || !(stages[0].Spread > NothingLeft)) return [];
        return stages[^1].Spread < SurvivingSpread * stages[0].Spread ? stages : [];
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
