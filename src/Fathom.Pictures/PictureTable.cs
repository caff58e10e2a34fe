using System.Globalization;
using System.Text;

namespace Fathom.Pictures;

/// <summary>What a picture shows, as a table: for those who cannot see it, and for export.</summary>
/// <param name="Columns">The columns' headings.</param>
/// <param name="Rows">The rows, each with as many cells as there are columns; numbers in invariant form, "not finite" and "nothing left" in words.</param>
public sealed record PictureTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>A table without rows.</summary>
    public static PictureTable Empty { get; } = new([], []);

    /// <summary>The table as CSV (RFC 4180) with a heading line.</summary>
    /// <remarks>A cell that a spreadsheet would take for a formula gets a leading apostrophe, unless it is a number.</remarks>
    public string ToCsv()
    {
        var text = new StringBuilder();
        foreach (var row in (IEnumerable<IReadOnlyList<string>>)[Columns, .. Rows]) text.AppendJoin(',', row.Select(Quoted)).Append("\r\n");
        return text.ToString();
    }

    static string Quoted(string cell)
    {
        var isFormula = cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !double.TryParse(cell, CultureInfo.InvariantCulture, out _);
        var safe = isFormula ? "'" + cell : cell;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
