using CsCheck;
using Fathom.Ledger;

namespace Fathom.Tests.Ledger;

public class ChainLedgerTests
{
    [Fact]
    public void Adds_up_far_below_the_smallest_double()
    {
        var ledger = new ChainLedger(Enumerable.Range(0, 100).Select(layer => new Link($"layer{layer}", LinkKind.Slope, 1e-10)));

        Assert.Equal(-1_000, ledger.TotalDecades, 1e-9);
        Assert.Equal(-500, ledger.DecadesLeft(49), 1e-9);
        Assert.Equal(LedgerEnd.Complete, ledger.End);
    }

    [Fact]
    public void Kinds_add_up_to_the_whole() =>
        Gen.Select(Gen.Enum<LinkKind>(), Gen.Double[-30, 30], (kind, decades) => new Link("link", kind, Math.Pow(10, decades))).Array[0, 60]
            .Sample(links =>
            {
                var ledger = new ChainLedger(links);

                Assert.Equal(links.Sum(link => Math.Log10(link.Gain)), ledger.TotalDecades, 1e-9);
                Assert.Equal(ledger.TotalDecades, ledger.DecadesByKind.Values.Sum(), 1e-9);
            });

    [Theory]
    [InlineData(0, LedgerEnd.NothingLeft)]
    [InlineData(double.NaN, LedgerEnd.NotFinite)]
    [InlineData(double.PositiveInfinity, LedgerEnd.NotFinite)]
    public void Stops_counting_at_a_gain_that_is_no_number(double gain, LedgerEnd end)
    {
        var ledger = new ChainLedger([new("a", LinkKind.Weight, 0.1), new("b", LinkKind.Slope, gain), new("c", LinkKind.Weight, 0.1)]);

        Assert.Equal(end, ledger.End);
        Assert.Equal(["a", "b"], ledger.Links.Select(link => link.Name));
        Assert.Equal(-1, ledger.TotalDecades, 1e-12);
        Assert.True(double.IsNaN(ledger.DecadesLeft(1)));
    }
}
