using System.Net;
using Fathom.Pictures.Painting;

namespace Fathom.Pictures.Reports;

static class Html
{
    const int MostRows = 500;

    public static string Escape(string text) => WebUtility.HtmlEncode(SvgText.Allowed(text));

    public static string Details(string summary, string content) =>
        content.Length == 0 ? "" : $"<details><summary>{Escape(summary)}</summary>\n{content}</details>";

    /// <summary>A table that scrolls by itself where the window is narrow, by keyboard too; nothing for a table without rows.</summary>
    public static string Table(string name, PictureTable table)
    {
        if (table.Rows.Count == 0) return "";
        var rows = table.Rows.Take(MostRows).Select(row => $"<tr>{string.Concat(row.Select((cell, at) => at == 0 ? $"<th scope=\"row\">{Escape(cell)}</th>" : $"<td>{Escape(cell)}</td>"))}</tr>\n");
        var rest = table.Rows.Count > MostRows ? FormattableString.Invariant($"<p><small>The first {MostRows} of {table.Rows.Count} rows.</small></p>\n") : "";
        return $"""
            <div class="scroll" role="region" aria-label="{Escape(name)}, table" tabindex="0"><table>
            <thead><tr>{string.Concat(table.Columns.Select(column => $"<th scope=\"col\">{Escape(column)}</th>"))}</tr></thead>
            <tbody>
            {string.Concat(rows)}</tbody></table></div>
            {rest}
            """;
    }

    /// <summary>Names with what belongs to them; pairs without a value are left out.</summary>
    public static string Pairs(IEnumerable<(string Name, string Value)> pairs) =>
        $"<dl>{string.Concat(pairs.Where(pair => pair.Value.Length > 0).Select(pair => $"<div><dt>{Escape(pair.Name)}</dt><dd>{Escape(pair.Value)}</dd></div>\n"))}</dl>\n";

    public static string List(IEnumerable<string> items)
    {
        var lines = string.Concat(items.Select(item => $"<li>{Escape(item)}</li>\n"));
        return lines.Length == 0 ? "" : $"<ul>{lines}</ul>\n";
    }
}
