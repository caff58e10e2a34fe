using Fathom.Lab.Experiments;

namespace Fathom.Lab.Tests.Experiments;

public class MeanFieldTests
{
    [Fact]
    public void Agrees_with_theory_within_what_this_width_allows()
    {
        // A quarter of the width has four times the finite-width shift of 0.5 %.
        var report = (ComparisonReport)new MeanField(width: 128, depth: 20, seeds: 2).Run(cancellation: TestContext.Current.CancellationToken);

        Assert.All(report.Rows.Where(row => !double.IsNaN(row.Tolerance)), row => Assert.InRange(row.Difference, -0.08, 0.08));
        Assert.False(report.Interrupted);
    }

    [Fact]
    public void Keeps_the_rows_that_were_done_when_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();

        var report = (ComparisonReport)new MeanField(width: 16, depth: 3, seeds: 1).Run(onRow: (done, _) =>
        {
            if (done == 2) stop.Cancel();
        }, cancellation: stop.Token);

        Assert.Equal(2, report.Rows.Count);
        Assert.True(report.Interrupted);
    }

    [Fact]
    public void Writes_a_table_that_says_where_the_two_are_apart()
    {
        var report = new ComparisonReport("x", "y", [new("a", 1, 1.01, 0.02), new("b", 1, 1.03, 0.02), new("c", 1, 2, double.NaN)], Interrupted: false);

        Assert.False(report.Holds);
        Assert.Contains("| a | 1.00000 | 1.01000 | +1.00 % |", report.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("+3.00 % **apart**", report.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("+100.00 % (theory does not hold, and says so)", report.ToMarkdown(), StringComparison.Ordinal);
    }
}
