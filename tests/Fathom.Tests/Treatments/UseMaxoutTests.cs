using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class UseMaxoutTests
{
    [Fact]
    public void Joins_each_hidden_linear_layer_with_its_activation()
    {
        var treated = new UseMaxout().ApplyTo(Patients.Named("softmax behind")).Network;

        Assert.Equal(["Maxout", "Maxout", "Linear", "Softmax"], treated.Layers.Select(layer => layer.GetType().Name));
        Assert.Equal(new Maxout { Units = 32, Init = new LecunNormal() }, treated.Layers[0]);
    }

    [Fact]
    public void Brings_a_deep_sigmoid_stack_to_a_level_gradient()
    {
        var recipe = Patients.Named("deep sigmoid");

        Assert.InRange(Expectation.Of(recipe, new UseMaxout().ApplyTo(recipe)).After.Middle, -0.5, 0.5);
    }

    [Fact]
    public void Names_the_activation_of_a_critical_start_that_would_lose_it() =>
        Assert.Equal(new Critical { Activation = new Tanh() }, new UseMaxout().ApplyTo(Patients.Named("critical")).Network.Init);

    [Fact]
    public void Does_not_fit_images() =>
        Assert.Empty(new UseMaxout().Variants(Patients.Named("convolutions"), Sick.Finding("dead-units")));
}
