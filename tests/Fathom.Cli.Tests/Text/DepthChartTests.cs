using Fathom.Cli.Text;
using Fathom.Ledger;

namespace Fathom.Cli.Tests.Text;

public class DepthChartTests
{
    [Fact]
    public void Starts_at_the_loss_and_ends_with_the_sum()
    {
        var lines = Chart(Ledgers.Repeated(20, ("sigmoid", LinkKind.Slope, 0.245), ("linear", LinkKind.Weight, 0.577)));

        Assert.Equal(44, lines.Length);
        Assert.Matches(@"^ loss +loss +- +- +│ +1\.0e\+0$", lines[1]);
        Assert.Matches(@"^ output +weight +0\.61 +-0\.21 .*6\.1e-1", lines[2]);
        Assert.Equal(" sum: -17.2 decades, of which slopes -12.2, weights -5.0", lines[^1]);
    }

    [Fact]
    public void Shrinking_and_growing_point_to_opposite_sides()
    {
        var lines = Chart(Ledgers.WithGains(0.1, 20));

        Assert.Contains("█│", lines[2], StringComparison.Ordinal);
        Assert.Contains("│█", lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0, "nothing left below float32", "no link beyond it can be counted")]
    [InlineData(double.NaN, "not finite", "is not finite")]
    [InlineData(double.PositiveInfinity, "not finite", "is not finite")]
    public void An_end_is_told_in_words(double gain, string onTheLine, string below)
    {
        var text = string.Join('\n', Chart(Ledgers.WithGains(0.5, gain, 0.5), width: 140));

        Assert.Contains(onTheLine, text, StringComparison.Ordinal);
        Assert.Contains(below, text, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_ways_through_a_block_stand_below_it()
    {
        var lines = Chart(Ledgers.WithResidualBlock());

        Assert.StartsWith("   by branch", lines[4], StringComparison.Ordinal);
        Assert.StartsWith("   by skip", lines[5], StringComparison.Ordinal);
    }

    [Fact]
    public void Long_ledgers_fold_what_repeats()
    {
        var ledger = Ledgers.Repeated(200, ("sigmoid", LinkKind.Slope, 0.245), ("linear", LinkKind.Weight, 0.577));

        var folded = Chart(ledger);

        Assert.Equal(9, folded.Length);
        Assert.Contains("198 × 2 links like these, sigmoid199 to linear2", folded[5], StringComparison.Ordinal);
        Assert.Contains("linear1 ", folded[7], StringComparison.Ordinal);
        Assert.Equal(404, Chart(ledger, full: true).Length);
    }

    [Fact]
    public void Folds_keep_the_sum_of_what_they_hide()
    {
        var ledger = Ledgers.Repeated(100, ("relu", LinkKind.Slope, 0.7), ("linear", LinkKind.Weight, 0.9));

        var rows = LedgerFolds.Of(ledger);

        Assert.Equal(ledger.Links.Count, rows.Sum(row => row.Count));
        Assert.Equal(Enumerable.Range(0, rows.Count).Select(index => rows.Take(index).Sum(row => row.Count)), rows.Select(row => row.First));
    }

    [Fact]
    public void A_terminal_without_unicode_gets_ascii() =>
        Assert.All(string.Concat(Chart(Ledgers.Repeated(200, ("relu", LinkKind.Slope, 0.7)), unicode: false)), letter => Assert.True(char.IsAscii(letter)));

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(140)]
    public void Lines_stay_within_the_page(int width) =>
        Assert.All(Chart(Ledgers.Repeated(5, ("sigmoid", LinkKind.Slope, 0.2), ("linear", LinkKind.Weight, 1.7)), width: width), line => Assert.True(line.Length <= Math.Max(width, 70), line));

    [Fact]
    public void An_empty_ledger_is_no_error() => Assert.Equal(" sum: 0.0 decades", Chart(ChainLedger.Empty)[^1]);

    static string[] Chart(ChainLedger ledger, bool full = false, bool unicode = true, int width = 100)
    {
        var output = new StringWriter();
        new DepthChart(new Page(new() { Out = output, Error = output, Unicode = unicode, Width = width }), ledger, full).Write();
        return output.ToString().TrimEnd().Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
    }
}
