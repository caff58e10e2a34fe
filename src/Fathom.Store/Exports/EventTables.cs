using Fathom.Runs;

namespace Fathom.Store.Exports;

/// <summary>What guards did, and how the candidates of a cure stand.</summary>
static class EventTables
{
    public static ExportTable OfGuards(RunView run) => ExportTable.Of(
        "guardEvents",
        run.GuardEvents,
        ("step", typeof(long), row => row.Step),
        ("guard", typeof(string), row => row.Guard),
        ("action", typeof(string), row => row.Action.ToString()),
        ("sentence", typeof(string), row => row.Sentence));

    public static ExportTable OfTrials(RunView run) => ExportTable.Of(
        "trials",
        run.Trials,
        ("name", typeof(string), row => row.Name),
        ("state", typeof(string), row => row.State),
        ("steps", typeof(long), row => row.Steps),
        ("untreated", typeof(double), row => ExportTable.Where(!double.IsNaN(row.Untreated), row.Untreated)),
        ("treated", typeof(double), row => ExportTable.Where(!double.IsNaN(row.Treated), row.Treated)),
        ("reason", typeof(string), row => row.Reason.Length == 0 ? null : row.Reason));
}
