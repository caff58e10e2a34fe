using Fathom.Diagnoses;
using Fathom.Pictures.Drawing;

namespace Fathom.Pictures.Reports;

/// <summary>A finding in words: what, where, since when, on what evidence, why, what follows, what to do.</summary>
static class FindingText
{
    public static string Write(IReadOnlyList<Finding> findings) =>
        findings.Count == 0
            ? "<p>The diagnoses found nothing.</p>\n"
            : string.Concat(findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Step).Select(Write));

    static string Write(Finding finding)
    {
        var severity = $"{finding.Severity}".ToLowerInvariant();
        return $"""
            <article class="finding {severity}">
            <h3><span class="badge">{severity}</span> {Html.Escape(finding.Id)}</h3>
            <p><strong>{Html.Escape(finding.Place)}</strong>, since step {FormattableString.Invariant($"{finding.Step}")}: {Html.Escape(finding.Summary)} {Html.Escape(finding.Meaning)}</p>
            {Part("Why", finding.Causes.Select(cause => FormattableString.Invariant($"{cause.Id}, {100 * cause.Share:0} %: {cause.Evidence}")))}
            {Part("Evidence", finding.Evidence.Select(Number))}
            {Part("What follows from it", finding.Consequences.Select(other => $"{other.Title}: {other.Summary}"))}
            {Part("What to do", finding.Treatments)}
            </article>

            """;
    }

    static string Number(Evidence evidence) =>
        $"{evidence.Quantity}: {Value(evidence.Value)}{(double.IsNaN(evidence.Limit) ? "" : $" (limit {Value(evidence.Limit)})")}";

    static string Value(double value) => double.IsNaN(value) ? "not a number" : Say.Number(value);

    static string Part(string heading, IEnumerable<string> lines) =>
        Html.List(lines) is { Length: > 0 } list ? $"<h4>{heading}</h4>\n{list}" : "";
}
