using Fathom.Ledger;
using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Tests.Prognoses;

public class ComparisonTests
{
    readonly Prognosis _prognosis = Prognosis.Of(new Recipe
    {
        Name = "six", Network = new() { Input = [64], Init = new HeNormal(), Layers = [new Repeat { Times = 6, Layers = [new Linear { Units = 64 }, new Relu()] }, new Linear { Units = 10 }] },
    });

    [Fact]
    public void Finds_no_parting_where_the_measurement_is_as_expected() =>
        Assert.Empty(Comparison.Of(_prognosis, _prognosis.Ledger).Partings);

    [Fact]
    public void Names_every_link_from_the_one_that_is_other_than_expected()
    {
        var weak = new ChainLedger(_prognosis.Ledger.Links.Select(link => link.Name == "linear4" ? link with { Gain = link.Gain / 100 } : link));

        var partings = Comparison.Of(_prognosis, weak).Partings;

        Assert.Equal(["linear4", "relu3", "linear3", "relu2", "linear2", "relu1"], partings.Select(parting => parting.Name));
        Assert.All(partings, parting => Assert.True(parting.Measured < parting.Expected.Low));
    }

    [Fact]
    public void Passes_over_links_that_theory_does_not_know()
    {
        var other = new ChainLedger([new Link("after relu6", LinkKind.Other, 1e-9)]);

        Assert.Empty(Comparison.Of(_prognosis, other).Partings);
    }
}
