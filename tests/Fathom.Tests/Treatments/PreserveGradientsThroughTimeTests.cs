using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class PreserveGradientsThroughTimeTests
{
    [Fact]
    public void Builds_plain_recurrent_layers_of_cells_whose_states_can_be_seen()
    {
        var treated = new PreserveGradientsThroughTime { Strength = 2 }.ApplyTo(Trainees.Rnn);

        Assert.Equal(2, treated.Training.PreserveGradients);
        Assert.Equal(RecurrentForm.Cells, Assert.IsType<Rnn>(treated.Network.Layers[0]).Form);
    }

    [Fact]
    public void Touches_only_plain_recurrent_networks() =>
        Assert.Equal([nameof(Trainees.Rnn)], Trainees.Touched(new PreserveGradientsThroughTime(), Sick.Finding("short-memory")));

    [Fact]
    public void Leaves_what_it_cannot_see_as_it_is()
    {
        Assert.Equal(Trainees.NormedRnn, new PreserveGradientsThroughTime().ApplyTo(Trainees.NormedRnn));
        Assert.Equal(Trainees.Lstm, new PreserveGradientsThroughTime().ApplyTo(Trainees.Lstm));
    }

    [Fact]
    public void Proposes_only_what_is_stronger()
    {
        var recipe = new PreserveGradientsThroughTime { Strength = 1 }.ApplyTo(Trainees.Rnn);

        Assert.Equal([10], new PreserveGradientsThroughTime().Variants(recipe, Sick.Finding("short-memory")).Select(form => ((PreserveGradientsThroughTime)form).Strength));
    }

    [Fact]
    public void Refuses_no_strength() => Assert.Throws<ArgumentOutOfRangeException>(() => new PreserveGradientsThroughTime { Strength = 0 });
}
