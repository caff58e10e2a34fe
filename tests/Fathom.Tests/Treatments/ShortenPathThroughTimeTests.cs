using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class ShortenPathThroughTimeTests
{
    [Fact]
    public void Gives_every_step_a_short_way_to_the_loss()
    {
        var recipe = Patients.Named("rnn");
        var treated = new ShortenPathThroughTime().ApplyTo(recipe);

        Assert.Equal(["Rnn", "MeanOverTime", "Linear"], treated.Network.Layers.Select(layer => layer.GetType().Name));
        Assert.True(Expectation.Of(recipe, treated).Gain > 10);
    }

    [Fact]
    public void Takes_the_place_of_a_last_step() =>
        Assert.IsType<MeanOverTime>(new ShortenPathThroughTime().ApplyTo(Patients.Named("embedded gru")).Network.Layers[2]);

    [Fact]
    public void Has_nothing_to_do_where_every_step_is_heard() =>
        Assert.Empty(new ShortenPathThroughTime().Variants(Patients.Named("post-norm transformer"), Sick.Finding("short-memory")));
}
