using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>The gradient shrinks so much from time step to time step that a recurrent layer learns nothing from early steps.</summary>
/// <remarks>
/// Seen where a cell is called once per time step, and where a module takes the whole sequence. Its weights are the same at every step and
/// do learn, from the last steps; what is lost is what only early steps could teach. Whether the task needs them, no gradient can tell:
/// the finding is a note, and a warning only where the loss is proven to stand at its baseline (see <see cref="LossPlateau"/>) and half of
/// the planned steps are gone. While the loss falls (Mann and Kendall at 0.01), and not
/// only down to its baseline where that is known, nothing is said. A network that answers at every step has a gradient at each, and shows
/// nothing here.
/// </remarks>
public sealed record ShortMemory : IDiagnosis
{
    /// <inheritdoc/>
    public string Id => "short-memory";

    /// <summary>The share of the last step's gradient norm that must arrive at the first step, 0 to 1; 0.001 unless said otherwise.</summary>
    public double SurvivingShare { get; init => field = Require.Fraction(value); } = 1e-3;

    /// <summary>The share of the baseline by which a loss must have fallen to be said to move, 0 to 1; 0.1 unless said otherwise.</summary>
    public double LeastProgress { get; init => field = Require.Fraction(value); } = 0.1;

    /// <summary>How long a training is taken to be where nobody has said so, in steps; 10,000 unless said otherwise.</summary>
    public long AssumedSteps { get; init => field = Require.Between(value, 1, long.MaxValue, nameof(AssumedSteps)); } = 10_000;

    /// <summary>How often, at most, chance alone may raise this, however long the training is watched; 0 to 1, 0.001 unless said otherwise.</summary>
    public double ErrorRate { get; init => field = Require.Fraction(value); } = 1e-3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        if (IsBeingSolved(history)) yield break;
        var modules = history.Readings.SelectMany(TimeLedger.All).Select(time => time.Module).Distinct(StringComparer.Ordinal).ToList();
        foreach (var module in modules)
            if (SequentialEvidence.Of(history, (this, module), ErrorRate, modules.Count, reading => Margin(reading, module)) is { } evidence)
                yield return Describe(TimeLedger.Of(evidence.Latest, module)!, evidence, history);
    }

    /// <summary>
    /// A task that is being solved does not miss what cannot be learnt. A loss that comes down to its baseline from above only learns to
    /// answer without looking, so that where the baseline is known only what lies below it counts.
    /// </summary>
    static bool IsBeingSolved(ReadingHistory history) => LossCourse.Of(history) is not { Baseline: > 0, HasLearntNothing: true }
        && Trend.MannKendall([.. history.Losses.Blocks.Where(block => block.Count > 0).Select(block => block.Mean)]) < -2.326;

    double Margin(StepReading reading, string module) =>
        TimeLedger.Of(reading, module) is { } time ? time.Decades(0) - Math.Log10(SurvivingShare) : double.NaN;

    Finding Describe(TimeLedger time, SequentialEvidence evidence, ReadingHistory history)
    {
        var horizon = time.Horizon(SurvivingShare);
        var still = StandStill.Of(history, history.PlannedSteps ?? AssumedSteps, LeastProgress);
        var place = evidence.Latest.Places.First(place => string.Equals(place.Name, time.Module, StringComparison.Ordinal));
        return new Finding
        {
            Id = Id,
            Severity = still is { IsBaseline: true, Share: >= 0.5 } ? Severity.Warning : Severity.Note,
            Place = time.Module,
            Step = evidence.Since,
            Confidence = evidence.Confidence,
            Summary = FormattableString.Invariant(
                $"{Left(time)} reaches the first of {time.Steps} time steps of {time.Module}; it learns from the last {horizon + 1} only."),
            Meaning = FormattableString.Invariant($"What happens more than {horizon + 1} steps before the answer teaches {time.Module} nothing; harmless where the task does not need it."),
            Causes = double.IsNaN(time.DecadesPerStep) ? [] :
            [
                new Cause("recurrent-steps", 1, FormattableString.Invariant(
                    $"each step ({place.Type}) multiplies the gradient norm by {Math.Pow(10, time.DecadesPerStep):0.###} on average: {time.DecadesPerStep:+0.00;-0.00} decades")
                    + Gate(evidence.Latest, time, place.Type)),
            ],
            Evidence =
            [
                new Evidence($"decades of the last step's gradient left at the first step of {time.Module}", time.Decades(0), Math.Log10(SurvivingShare)),
                new Evidence($"steps back that {time.Module} learns from", horizon, time.Steps - 1),
                .. still is null ? [] : (Evidence[])[new Evidence("mean loss of the latest quarter of the steps", still.Level, (1 - LeastProgress) * still.Reference)],
            ],
            Treatments = Treatments(place.Type, time.Steps),
        };
    }

    /// <summary>
    /// Which gate closes the way, where that can be told. In an LSTM the memory's gradient passes from step to step through the forget gate
    /// and nothing else that keeps it, so that what it is multiplied by is about how far that gate is open.
    /// </summary>
    static string Gate(StepReading reading, TimeLedger time, string type)
    {
        var isLstm = type.Contains("lstm", StringComparison.OrdinalIgnoreCase);
        if (!isLstm && !type.Contains("gru", StringComparison.OrdinalIgnoreCase)) return "";
        if (time.IsWhole || !isLstm || TimeLedger.OfOutput(reading, time.Module, output: 1) is not { DecadesPerStep: < 0 and var decades })
            return "; which gate closes the way, its gradients do not tell";
        return FormattableString.Invariant($"; its memory's is multiplied by {Math.Pow(10, decades):0.##}: about that far the forget gate is open");
    }

    static IReadOnlyList<string> Treatments(string type, int steps) => type.ToUpperInvariant() switch
    {
        "LSTMCELL" or "GRUCELL" or "LSTM" or "GRU" =>
        [
            $"Let the gate that keeps the state begin open: forget-bias: chrono({steps}) for memories of up to {steps} steps.",
            "Or shorten the way: attention, or the mean over all time steps instead of the last one.",
        ],
        _ =>
        [
            $"Replace the cell by an lstm with forget-bias: chrono({steps}), or by a gru with the same.",
            "Or start the recurrent weights as an identity, with relu and clipped gradients, or orthogonal, so that a step keeps the norm.",
        ],
    };

    static string Left(TimeLedger time) => double.IsNegativeInfinity(time.Decades(0))
        ? "Nothing of the last step's gradient"
        : $"{Decades.Share(time.Decades(0))} of the last step's gradient";
}
