using Fathom.Diagnoses;
using Fathom.Runs;

namespace Fathom.Store.Exports;

/// <summary>What the diagnoses said last; a finding is followed by what follows from it.</summary>
static class FindingTable
{
    public static ExportTable Of(RunView run) => ExportTable.Of(
        "findings",
        run.Findings.SelectMany(finding => Rows(finding, "")),
        ("id", typeof(string), row => row.Finding.Id),
        ("severity", typeof(string), row => row.Finding.Severity.ToString().ToLowerInvariant()),
        ("place", typeof(string), row => row.Finding.Place),
        ("step", typeof(long), row => row.Finding.Step),
        ("followsFrom", typeof(string), row => Text(row.Parent)),
        ("summary", typeof(string), row => row.Finding.Summary),
        ("meaning", typeof(string), row => Text(row.Finding.Meaning)),
        ("confidence", typeof(double), row => row.Finding.Confidence),
        ("causes", typeof(string), row => Text(string.Join("; ", row.Finding.Causes.Select(cause => FormattableString.Invariant($"{cause.Id} {100 * cause.Share:0} %"))))),
        ("treatments", typeof(string), row => Text(string.Join(' ', row.Finding.Treatments))));

    static IEnumerable<(Finding Finding, string Parent)> Rows(Finding finding, string parent) =>
        finding.Consequences.SelectMany(consequence => Rows(consequence, finding.Title)).Prepend((finding, parent));

    static string? Text(string text) => text.Length == 0 ? null : text;
}
