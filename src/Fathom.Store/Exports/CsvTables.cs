using System.Globalization;
using System.Text;
using CsvHelper;

namespace Fathom.Store.Exports;

/// <summary>Tables as comma-separated text (RFC 4180, UTF-8). What is missing is empty; what is not finite is NaN, Infinity or -Infinity.</summary>
static class CsvTables
{
    public static void Write(ExportTable table, Stream stream)
    {
        using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        foreach (var column in table.Columns) csv.WriteField(column.Heading);
        csv.NextRecord();
        foreach (var row in table.Rows)
        {
            foreach (var value in row) csv.WriteField(TextOf(value));
            csv.NextRecord();
        }
    }

    static string TextOf(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",

        // The shortest text that gives the same number back.
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
