using System.Globalization;
using System.Text;

namespace Fathom.Lab.Experiments;

/// <summary>Numbers that came out, each beside the one that theory or a paper says.</summary>
/// <param name="Name">The experiment's name.</param>
/// <param name="Quantity">What the numbers are.</param>
/// <param name="Rows">The numbers, expected and measured.</param>
/// <param name="Interrupted">True where it was ended before its last row.</param>
public sealed record ComparisonReport(string Name, string Quantity, IReadOnlyList<ExperimentRow> Rows, bool Interrupted)
    : ExperimentReport(Name, Quantity, Interrupted)
{
    /// <summary>Whether every row agrees.</summary>
    public override bool Holds => Rows.All(row => row.Holds);

    /// <summary>The rows as a Markdown table.</summary>
    public override string ToMarkdown()
    {
        var text = new StringBuilder("| Setting | Theory | Measured | Difference |\n| --- | --- | --- | --- |\n");
        foreach (var row in Rows)
        {
            var verdict = double.IsNaN(row.Tolerance) ? " (theory does not hold, and says so)" : row.Holds ? "" : " **apart**";
            text.Append(CultureInfo.InvariantCulture, $"| {row.Setting} | {row.Expected:0.00000} | {row.Measured:0.00000} | {row.Difference * 100:+0.00;-0.00;0.00} %{verdict} |\n");
        }

        return text.ToString();
    }
}
