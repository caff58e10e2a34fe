using System.Globalization;
using Fathom.Diagnoses;
using Spectre.Console;

namespace Fathom.Cli.Text;

/// <summary>One finding for a reader: what, where, why, on which numbers, and what to do.</summary>
static class FindingText
{
    const int ShareBarWidth = 10;
    const int MostConsequences = 5;

    public static void Write(Page page, Finding finding)
    {
        page.Line(
            (" ", Page.Plain),
            (Name(finding.Severity).ToUpperInvariant(), StyleOf(finding.Severity)),
            ($"  {finding.Id}  at {finding.Place}", Page.Strong),
            ($"  since step {Number.Whole(finding.Step)}  {Number.Confidence(finding.Confidence)} sure", Page.Faint));
        page.Prose("   ", finding.Summary);
        if (finding.Meaning.Length > 0) page.Prose("   ", finding.Meaning);
        WriteConsequences(page, finding.Consequences);
        WriteCauses(page, finding.Causes);
        WriteEvidence(page, finding.Evidence);
        WriteTreatments(page, finding.Treatments);
        page.Line($"   more: docs/diagnoses/{finding.Id}.md", Page.Faint);
    }

    public static string Name(Severity severity) => severity.ToString().ToLowerInvariant();

    public static Style StyleOf(Severity severity) => severity switch
    {
        Severity.Note => new(Color.Aqua),
        Severity.Warning => new(Color.Yellow, decoration: Decoration.Bold),
        Severity.Error => new(Color.Red, decoration: Decoration.Bold),
        _ => new(Color.White, Color.Red, Decoration.Bold),
    };

    /// <summary>One line each; many of one kind, such as dead units in forty layers, are one line.</summary>
    static void WriteConsequences(Page page, IReadOnlyList<Finding> consequences)
    {
        if (consequences.Count == 0) return;
        page.Line("   also, because of it", Page.Strong);
        var kinds = consequences.GroupBy(finding => finding.Id, StringComparer.Ordinal).ToList();
        foreach (var kind in kinds.Take(MostConsequences))
        {
            var first = kind.MinBy(finding => finding.Step)!;
            var others = kind.Count() == 1 ? "" : $", and {Number.Whole(kind.Count() - 1)} more like it";
            page.Prose("     ", $"{first.Title}{others}");
        }

        if (kinds.Count > MostConsequences) page.Line($"     and {Number.Whole(kinds.Skip(MostConsequences).Sum(kind => kind.Count()))} more");
    }

    static void WriteCauses(Page page, IReadOnlyList<Cause> causes)
    {
        if (causes.Count == 0) return;
        page.Line("   why", Page.Strong);
        var width = causes.Max(cause => cause.Id.Length);
        foreach (var cause in causes)
        {
            var bar = Bar.Rightward(cause.Share * ShareBarWidth, ShareBarWidth, page.Glyphs.Full, page.Glyphs.LeftHalf);
            page.Prose($"     {cause.Id.PadRight(width)}  {Number.Percent(cause.Share),6}  {bar}  ", cause.Evidence);
        }
    }

    static void WriteEvidence(Page page, IReadOnlyList<Evidence> evidence)
    {
        if (evidence.Count == 0) return;
        page.Line("   evidence", Page.Strong);
        var width = Math.Min(evidence.Max(item => item.Quantity.Length), 56);
        foreach (var item in evidence)
        {
            var limit = double.IsNaN(item.Limit) ? "" : $"  (limit {Number.Amount(item.Limit)})";
            page.Line($"     {item.Quantity.PadRight(width)}  {Number.Amount(item.Value)}{limit}");
        }
    }

    static void WriteTreatments(Page page, IReadOnlyList<string> treatments)
    {
        if (treatments.Count == 0) return;
        page.Line("   what to do", Page.Strong);
        for (var index = 0; index < treatments.Count; index++)
            page.Prose("     " + (index + 1).ToString(CultureInfo.InvariantCulture) + ". ", treatments[index]);
    }
}
