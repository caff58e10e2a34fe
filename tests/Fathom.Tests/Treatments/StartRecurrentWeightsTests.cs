using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class StartRecurrentWeightsTests
{
    [Theory]
    [InlineData("rnn")]
    [InlineData("exploding rnn")]
    public void Brings_the_gradient_through_sixty_steps_at_least_three_quarters_of_the_way_to_level(string name)
    {
        var recipe = Patients.Named(name);

        var expectation = Expectation.Of(recipe, new StartRecurrentWeights().ApplyTo(recipe));

        Assert.True(expectation.IsExpectedToHelp);
        Assert.True(Math.Abs(expectation.After.Middle) < Math.Abs(expectation.Before.Middle) / 4);
    }

    [Fact]
    public void Makes_up_for_what_a_rectifier_halves()
    {
        var rnn = Assert.IsType<Rnn>(new StartRecurrentWeights().ApplyTo(Patients.Named("exploding rnn")).Network.Layers[0]);

        Assert.Equal(new Orthogonal { Gain = Math.Sqrt(2) }, rnn.RecurrentInit);
    }

    [Fact]
    public void Makes_an_irnn_of_identity_relu_and_zero_biases()
    {
        var rnn = Assert.IsType<Rnn>(new StartRecurrentWeights { Start = RecurrentStart.Identity }.ApplyTo(Patients.Named("rnn")).Network.Layers[0]);

        Assert.Equal((RecurrentActivation.Relu, new IdentityWeights(), new Zeros()), (rnn.Activation, rnn.RecurrentInit, rnn.BiasInit));
    }

    [Fact]
    public void Clips_the_gradient_of_an_irnn_and_lets_a_lower_limit_stand()
    {
        var identity = new StartRecurrentWeights { Start = RecurrentStart.Identity };
        var clipped = Patients.Named("rnn") with { Training = Patients.Named("rnn").Training with { ClipNorm = 0.25 } };

        Assert.Equal(1, identity.ApplyTo(Patients.Named("rnn")).Training.ClipNorm);
        Assert.Equal(0.25, identity.ApplyTo(clipped).Training.ClipNorm);
        Assert.Equal(Patients.Named("rnn").Training, new StartRecurrentWeights().ApplyTo(Patients.Named("rnn")).Training);
    }

    [Fact]
    public void Is_more_invasive_where_it_changes_the_activation() =>
        Assert.True(new StartRecurrentWeights { Start = RecurrentStart.Identity }.Invasiveness > new StartRecurrentWeights().Invasiveness);

    [Fact]
    public void Offers_gated_layers_no_identity() =>
        Assert.Single(new StartRecurrentWeights().Variants(Patients.Named("lstm stack"), Sick.Finding("short-memory")));
}
