using System.Globalization;
using Fathom.Runs;

namespace Fathom.Web.Pages.Compare;

/// <summary>One quantity of two runs.</summary>
sealed record ComparisonLine(string What, string Left, string Right)
{
    public static IReadOnlyList<ComparisonLine> Of(RunView left, RunView right)
    {
        var lines = new List<ComparisonLine>
        {
            new("status", Say.Status(left.Status), Say.Status(right.Status)),
            new("steps", Say.Steps(left.Step, left.Manifest.PlannedSteps), Say.Steps(right.Step, right.Manifest.PlannedSteps)),
            new("seed", Seed(left), Seed(right)),
        };
        foreach (var tag in left.Scalars.Keys.Union(right.Scalars.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)) lines.Add(new($"last {tag}", Last(left, tag), Last(right, tag)));
        lines.Add(new("decades of the ledger", Decades(left), Decades(right)));
        lines.Add(new("guard events", Say.Count(left.GuardEventCount), Say.Count(right.GuardEventCount)));
        lines.Add(new("findings", Findings(left), Findings(right)));
        return lines;
    }

    static string Seed(RunView view) => view.Manifest.Seed?.ToString(CultureInfo.InvariantCulture) ?? "–";

    static string Last(RunView view, string tag) => view.Scalars.TryGetValue(tag, out var blocks) && blocks.Count > 0 ? Say.Number(blocks[^1].Last) : "–";

    // Of the newest reading: the sum over the links that gave a number.
    static string Decades(RunView view) =>
        view.Readings is [.., var block] && block.Links.Any(link => link.Count > 0)
            ? Say.Number(block.Links.Where(link => link.Count > 0).Sum(link => link.Decades)) + (block.Links.Any(link => link.Ended > 0) ? ", then nothing is left" : "")
            : "–";

    static string Findings(RunView view) =>
        view.Findings.Count == 0 ? "none" : string.Join("; ", view.Findings.Select(finding => $"{Say.Severity(finding.Severity)} {finding.Id} at {finding.Place}"));
}
