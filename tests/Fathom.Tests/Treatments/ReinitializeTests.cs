using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class ReinitializeTests
{
    [Theory]
    [InlineData("deep relu")]
    [InlineData("deep tanh")]
    [InlineData("convolutions")]
    public void Its_first_form_brings_the_gradient_at_least_three_quarters_of_the_way_to_level(string name)
    {
        var recipe = Patients.Named(name);
        var first = new Reinitialize().Variants(recipe, Sick.Finding("vanishing-gradient")).First();

        var expectation = Expectation.Of(recipe, first.ApplyTo(recipe));

        Assert.True(expectation.IsExpectedToHelp);
        Assert.InRange(expectation.After.Middle, expectation.Before.Middle / 4, 0.5);
    }

    [Fact]
    public void Brings_a_deep_tanh_stack_to_its_critical_point()
    {
        var recipe = Patients.Named("deep tanh");

        var expectation = Expectation.Of(recipe, new Reinitialize { Init = new Critical { Activation = new Tanh() } }.ApplyTo(recipe));

        Assert.True(expectation.Before.Middle < -7);
        Assert.True(expectation.After.Middle > -1.5);
    }

    [Fact]
    public void Takes_back_what_layers_said_of_their_own_start_but_for_the_first_answers()
    {
        var treated = new Reinitialize().ApplyTo(Patients.Named("own starts")).Network;

        Assert.Equal(new HeNormal(), treated.Init);
        Assert.Equal(new Linear { Units = 32, Name = "first" }, treated.Layers[0]);
        Assert.Equal(new Linear { Units = 5, BiasInit = new Constant { Value = -2 } }, treated.Layers[^1]);
    }

    [Fact]
    public void Takes_back_biases_that_kill_rectifiers()
    {
        var treated = new Reinitialize().ApplyTo(Patients.Named("dead relu")).Network;

        Assert.Null(treated.BiasInit);
        Assert.Equal(new HeNormal(), treated.Init);
    }

    [Fact]
    public void Leaves_the_zeros_at_the_end_of_a_residual_branch()
    {
        var block = new Residual { Layers = [new Linear { Units = 8 }, new Relu(), new Linear { Units = 8, Init = new Zeros() }] };
        var recipe = Patients.Of("zero ends", [8], [block, new Linear { Units = 2 }]);

        Assert.Equal(block, new Reinitialize().ApplyTo(recipe).Network.Layers[0]);
    }

    [Fact]
    public void Gives_recurrent_layers_of_equal_weights_a_start_of_their_own()
    {
        var recipe = Patients.Of("equal", [12, 4], [new Rnn { Units = 8, Output = RecurrentOutput.Last }, new Linear { Units = 2 }], new Constant { Value = 0.5 });

        var treated = Assert.IsType<Rnn>(new Reinitialize().ApplyTo(recipe).Network.Layers[0]);

        Assert.Equal((new XavierUniform(), new Orthogonal()), (treated.Init, treated.RecurrentInit));
    }

    [Fact]
    public void Offers_no_lsuv_where_fixup_sets_the_size() =>
        Assert.DoesNotContain(new Reinitialize().Variants(Patients.Named("fixup"), Sick.Finding("exploding-gradient")), form => form is Reinitialize { Init: Lsuv });

    [Fact]
    public void Offers_convolutions_a_delta_orthogonal_start_times_the_root_of_two()
    {
        var gain = new Reinitialize().Variants(Patients.Named("convolutions"), Sick.Finding("vanishing-gradient"))
            .Select(form => ((Reinitialize)form).Init).OfType<DeltaOrthogonal>().Single().Gain;

        Assert.Equal(Math.Sqrt(2), gain, 1e-12);
    }

    [Fact]
    public void Says_what_starts_how()
    {
        var treatment = new Reinitialize();

        Assert.Equal("Start the weights he-normal instead of constant, also in 2 layers with a start of their own, and the biases at zero.", treatment.Describe(Patients.Named("own starts")));
        Assert.Contains("init.kaiming_normal_(layer.weight)", treatment.InCode(Patients.Named("deep relu")), StringComparison.Ordinal);
    }
}
