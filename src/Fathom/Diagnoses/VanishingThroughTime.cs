using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>The gradient shrinks so much from time step to time step that a recurrent layer learns nothing from early steps.</summary>
/// <remarks>
/// Seen where a cell is called once per time step. Its weights are the same at every step and do learn, from the last steps; what is lost
/// is what only early steps could teach. Whether the task needs them, no gradient can tell: where the loss has fallen to less than
/// <see cref="FallenLoss"/> of what it was, the finding is only a note. A network that answers at every step has a gradient at each, and
/// shows nothing here.
/// </remarks>
public sealed record VanishingThroughTime : IDiagnosis
{
    /// <inheritdoc/>
    public string Id => "vanishing-through-time";

    /// <summary>The share of the last step's gradient norm that must arrive at the first step, 0 to 1; 0.001 unless said otherwise.</summary>
    public double SurvivingShare { get; init => field = Require.Fraction(value); } = 1e-3;

    /// <summary>The share of the first loss below which learning goes on in spite of it, 0 to 1; 0.05 unless said otherwise.</summary>
    public double FallenLoss { get; init => field = Require.Fraction(value); } = 0.05;

    /// <summary>In how many readings in a row it must be seen; 3 unless said otherwise.</summary>
    public int Repeats { get; init => field = Require.Between(value, 1, 1_000, nameof(Repeats)); } = 3;

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(ReadingHistory history)
    {
        if (Streak.Current(history, Repeats, Forgetful) is not { } streak) yield break;
        foreach (var time in Forgetful(streak.Latest)) yield return Describe(time, streak, history);
    }

    IReadOnlyList<TimeLedger> Forgetful(StepReading reading) =>
        [.. TimeLedger.All(reading).Where(time => time.Decades(0) < Math.Log10(SurvivingShare))];

    Finding Describe(TimeLedger time, Streak streak, ReadingHistory history)
    {
        var horizon = time.Horizon(SurvivingShare);
        var hasLearnt = streak.Latest.Loss < FallenLoss * history.First!.Loss;
        var place = streak.Latest.Places.First(place => string.Equals(place.Name, time.Module, StringComparison.Ordinal));
        return new Finding
        {
            Id = Id,
            Severity = hasLearnt ? Severity.Note : Severity.Warning,
            Place = time.Module,
            Step = streak.Since,
            Summary = FormattableString.Invariant(
                $"{Left(time)} reaches the first of {time.Steps} time steps of {time.Module}; it learns from the last {horizon + 1} only."),
            Causes = double.IsNaN(time.DecadesPerStep) ? [] :
            [
                new Cause("recurrent-steps", 1, FormattableString.Invariant(
                    $"each step ({place.Type}) multiplies the gradient norm by {Math.Pow(10, time.DecadesPerStep):0.###} on average: {time.DecadesPerStep:+0.00;-0.00} decades")),
            ],
            Evidence =
            [
                new Evidence($"decades of the last step's gradient left at the first step of {time.Module}", time.Decades(0), Math.Log10(SurvivingShare)),
                new Evidence($"steps back that {time.Module} learns from", horizon, time.Steps - 1),
                new Evidence("loss over the first loss", streak.Latest.Loss / history.First.Loss, FallenLoss),
            ],
            Treatments = Treatments(place.Type, time.Steps),
        };
    }

    static IReadOnlyList<string> Treatments(string type, int steps) => type.ToUpperInvariant() switch
    {
        "LSTMCELL" or "GRUCELL" =>
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
