using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>A run of readings, up to the latest, that all show the same.</summary>
/// <param name="Since">The step at which the evidence sufficed: the last of the readings that were asked for.</param>
/// <param name="Latest">The latest reading.</param>
sealed record Streak(long Since, StepReading Latest)
{
    /// <summary>
    /// The run that is still going on, where it is at least <paramref name="repeats"/> readings long; null where it is shorter or the
    /// latest reading does not show it.
    /// </summary>
    public static Streak? Current<T>(ReadingHistory history, int repeats, Func<StepReading, IReadOnlyList<T>> shown)
    {
        var run = new List<long>();
        StepReading? latest = null;
        foreach (var reading in history.Readings)
        {
            if (reading.HasNonFinite) continue; // Another diagnosis speaks of those; they neither show this one nor refute it.
            if (shown(reading).Count > 0) run.Add(reading.Step);
            else run.Clear();
            latest = reading;
        }

        return run.Count >= repeats ? new Streak(run[repeats - 1], latest!) : null;
    }
}
