using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class ReplaceActivationTests
{
    [Fact]
    public void Brings_a_deep_sigmoid_stack_to_a_level_gradient_with_relu_and_he()
    {
        var recipe = Patients.Named("deep sigmoid");
        var treated = new ReplaceActivation().ApplyTo(recipe);

        var expectation = Expectation.Of(recipe, treated);

        Assert.Equal(new HeNormal(), treated.Network.Init);
        Assert.True(expectation.Before.Middle < -15);
        Assert.InRange(expectation.After.Middle, -0.5, 0.5);
        Assert.True(expectation.IsExpectedToHelp);
    }

    [Fact]
    public void Leaves_the_output_activation_alone()
    {
        var treated = new ReplaceActivation().ApplyTo(Patients.Named("sigmoid behind")).Network;

        Assert.IsType<Sigmoid>(treated.Layers[^1]);
        Assert.Equal(2, treated.Layers.Count(layer => layer is Relu));
    }

    [Fact]
    public void Keeps_the_last_activation_of_a_repetition_that_is_the_whole_network()
    {
        var places = new ReplaceActivation().ApplyTo(Patients.Named("headless repetition")).Network.Places().ToList();

        Assert.Equal("sigmoid1", places[^1].Name);
        Assert.Equal(11, places.Count(place => place.Layer is Relu));
    }

    [Fact]
    public void Gives_selu_and_tanh_the_start_that_each_asks_for()
    {
        var recipe = Patients.Named("deep sigmoid");

        Assert.Equal(new LecunNormal(), new ReplaceActivation { By = new Selu() }.ApplyTo(recipe).Network.Init);
        Assert.Equal(new XavierUniform(), new ReplaceActivation { By = new Tanh() }.ApplyTo(recipe).Network.Init);
        Assert.Equal(new HeNormal { Slope = 0.2 }, new ReplaceActivation { By = new LeakyRelu { Slope = 0.2 } }.ApplyTo(recipe).Network.Init);
    }

    [Fact]
    public void Leaves_a_start_that_was_chosen_for_something_else() =>
        Assert.Equal(new Normal { Deviation = 0.01 }, new ReplaceActivation().ApplyTo(Patients.Named("softmax behind")).Network.Init);

    [Fact]
    public void Leaves_recurrent_layers_the_start_they_had()
    {
        var treated = new ReplaceActivation().ApplyTo(Patients.Named("lstm stack")).Network;

        Assert.All(treated.WrittenLayers().OfType<Lstm>(), lstm => Assert.Equal(new TorchDefault(), treated.InitOf(lstm)));
        Assert.Equal(new HeNormal(), treated.Init);
    }

    [Fact]
    public void Moves_a_critical_start_to_the_new_activation() =>
        Assert.Equal(new Critical { Activation = new Relu() }, new ReplaceActivation().ApplyTo(Patients.Named("critical")).Network.Init);

    [Fact]
    public void Keeps_the_names_of_layers()
    {
        var treated = new ReplaceActivation { By = new Elu() }.ApplyTo(Patients.Named("own starts"));

        Assert.Equal(new Elu { Name = "bend" }, treated.Network.Layers[1]);
    }

    [Fact]
    public void Does_not_touch_activations_in_a_part_that_the_output_uses() =>
        Assert.Equal(Patients.Named("shared parts"), new ReplaceActivation().ApplyTo(Patients.Named("shared parts")));

    [Fact]
    public void Offers_dead_rectifiers_a_slope_below_zero()
    {
        var forms = new ReplaceActivation().Variants(Patients.Named("dead relu"), Sick.Finding("dead-units"));

        Assert.Equal(new LeakyRelu { Slope = 0.2 }, Assert.IsType<ReplaceActivation>(forms.First()).By);
    }

    [Fact]
    public void Offers_nothing_to_rectifiers_whose_weights_are_too_small() =>
        Assert.Empty(new ReplaceActivation().Variants(Patients.Named("deep relu"), Sick.Finding("vanishing-gradient", ("weight-scale", 1))));

    [Fact]
    public void Says_what_is_replaced_by_what()
    {
        var recipe = Patients.Named("deep sigmoid");

        Assert.Equal("Replace 20 hidden activations (sigmoid) by relu and start the weights he-normal.", new ReplaceActivation().Describe(recipe));
        Assert.Equal(
            "Replace Sigmoid() between the layers by ReLU(), and start each Linear's weight with init.kaiming_normal_(linear.weight) and its bias with init.zeros_(linear.bias).",
            new ReplaceActivation().InCode(recipe));
    }
}
