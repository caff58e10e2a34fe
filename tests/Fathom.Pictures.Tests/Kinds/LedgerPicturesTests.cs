using Fathom.Ledger;
using Fathom.Runs;

namespace Fathom.Pictures.Tests.Kinds;

public class LedgerPicturesTests
{
    [Fact]
    public void The_waterfall_ends_at_the_ledgers_total()
    {
        var view = Views.Stack(depth: 7, decades: -0.7, readings: 1);

        var chart = new Chart(RunPictures.LedgerWaterfall(view));

        var bars = chart.Data("shrinks the gradient").Concat(chart.Data("grows the gradient")).OrderBy(bar => bar[0]).ToList();
        Assert.Equal(view.Readings[0].Links.Count, bars.Count);
        Assert.Equal(view.Readings[0].Reading!.Ledger.TotalDecades, bars[^1][2], 1e-3);
        Assert.All(bars.Zip(bars.Skip(1)), pair => Assert.Equal(pair.First[2], pair.Second[1], 1e-3));
    }

    [Fact]
    public void The_kinds_add_up_to_the_ledgers_total()
    {
        var view = Views.Stack(depth: 7, decades: -0.7, readings: 1);

        var chart = new Chart(RunPictures.LedgerByKind(view));

        Assert.Equal(["slope", "loss", "weight"], chart.Rows);
        Assert.Equal(view.Readings[0].Reading!.Ledger.TotalDecades, chart.Data("decades").Sum(bar => bar[0]), 1e-3);
    }

    [Fact]
    public void The_waterfall_says_where_the_ledger_ends()
    {
        var reading = Views.Reading(3, 1, -1) with { Ledger = new([new("linear3", LinkKind.Weight, 0.5), new("sigmoid2", LinkKind.Slope, 0)]) };
        var view = Views.Stack() with { Readings = [ReadingBlock.Of(reading)] };

        var picture = RunPictures.LedgerWaterfall(view);

        Assert.Equal(1, Assert.Single(new Chart(picture).Data("the ledger ends here"))[1]);
        Assert.Contains("ends at sigmoid2", picture.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_links_are_joined_and_still_add_up()
    {
        var view = Views.Stack(depth: 200, decades: -0.05, readings: 1);

        var picture = RunPictures.LedgerWaterfall(view);

        var chart = new Chart(picture);
        Assert.True(chart.Rows.Count <= 80);
        Assert.Equal(view.Readings[0].Reading!.Ledger.TotalDecades, chart.Series.SelectMany(chart.Data).MaxBy(bar => bar[0])![2], 1e-2);
        Assert.Contains("add up exactly", picture.Cap, StringComparison.Ordinal);
    }
}
