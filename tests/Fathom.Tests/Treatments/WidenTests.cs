using Fathom.Prognoses;
using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class WidenTests
{
    [Fact]
    public void Lowers_the_spread_from_seed_to_seed_and_the_chance_of_being_born_dead()
    {
        var recipe = Patients.Named("narrow");
        var treated = new Widen { Factor = 4 }.ApplyTo(recipe);

        var (before, after) = (Prognosis.Of(recipe), Prognosis.Of(treated));

        Assert.True(before.BornDeadShare > 0.5 && after.BornDeadShare < 0.01);
        Assert.True(after.TotalDecades.High - after.TotalDecades.Low < 0.6 * (before.TotalDecades.High - before.TotalDecades.Low));
    }

    [Fact]
    public void Keeps_the_output_layer()
    {
        var treated = new Widen().ApplyTo(Patients.Named("convolutions")).Network;

        Assert.Equal(16, ((Conv2d)treated.Layers[0]).Channels);
        Assert.Equal(new Linear { Units = 10 }, treated.Layers[^1]);
    }

    [Theory]
    [InlineData("deep sigmoid")]
    [InlineData("one layer")]
    [InlineData("convolutions")]
    public void Offers_nothing_where_chance_does_not_decide(string name) =>
        Assert.Empty(new Widen().Variants(Patients.Named(name), Sick.Finding("vanishing-gradient")));

    [Fact]
    public void Says_what_it_costs() =>
        Assert.Equal("Make 10 hidden layers 2 times as wide: the narrowest from 3 to 6, 422 weights instead of 131.", new Widen().Describe(Patients.Named("narrow")));
}
