using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class AddNonlinearityTests
{
    [Fact]
    public void Gives_a_linear_model_a_hidden_layer()
    {
        var treated = new AddNonlinearity().ApplyTo(Patients.Named("one layer")).Network;

        Assert.Equal([new Linear { Units = 64, Init = new HeNormal() }, new Relu(), Patients.Dense(3)], treated.Layers);
    }

    [Fact]
    public void Puts_rectifiers_behind_layers_whose_activations_were_forgotten()
    {
        var recipe = Patients.Of("forgotten", [1, 8, 8], [new Flatten(), Patients.Times(3, Patients.Dense(16)), Patients.Dense(4), new Softmax()]);

        var treated = new AddNonlinearity().ApplyTo(recipe).Network;

        Assert.Equal(["Flatten", "Linear", "Relu", "Linear", "Relu", "Linear", "Relu", "Linear", "Softmax"], treated.AllPlaces().Select(place => place.Layer.GetType().Name));
        Assert.Single(new AddNonlinearity().Variants(recipe, Sick.Finding("loss-plateau")));
    }

    [Theory]
    [InlineData("deep relu")]
    [InlineData("linear on purpose")]
    [InlineData("residual")]
    [InlineData("maxout")]
    [InlineData("rnn")]
    [InlineData("post-norm transformer")]
    [InlineData("parts")]
    public void Leaves_alone_what_bends_already_or_is_meant_to_be_linear(string name) =>
        Assert.Empty(new AddNonlinearity().Variants(Patients.Named(name), Sick.Finding("loss-plateau")));

    [Fact]
    public void Offers_two_widths() =>
        Assert.Equal([64, 256], new AddNonlinearity().Variants(Patients.Named("one layer"), Sick.Finding("loss-plateau")).Cast<AddNonlinearity>().Select(form => form.Units));

    [Theory]
    [InlineData("loss-plateau", true)]
    [InlineData("vanishing-gradient", false)]
    [InlineData("learning-rate-too-low", false)]
    public void Answers_a_standstill_alone(string id, bool isOffered) =>
        Assert.Equal(isOffered, AllTreatments.For(Patients.Named("one layer"), Sick.Finding(id)).Any(form => form is AddNonlinearity));
}
