using Fathom.Ledger;

namespace Fathom.Cli;

/// <summary>The one reading that is shown of a whole history.</summary>
static class TellingReading
{
    /// <summary>The latest whose ledger counts a link, for a lost training's last readings say nothing; null without readings.</summary>
    public static StepReading? Of(ReadingHistory history) =>
        history.Readings.LastOrDefault(reading => reading.Ledger.Links.Any(link => link.Counts)) ?? history.Latest;
}
