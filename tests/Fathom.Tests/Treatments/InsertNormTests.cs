using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class InsertNormTests
{
    [Theory]
    [InlineData("deep sigmoid")]
    [InlineData("deep relu")]
    [InlineData("deep tanh")]
    public void Its_first_form_leaves_a_level_gradient(string name)
    {
        var recipe = Patients.Named(name);
        var first = new InsertNorm().Variants(recipe, Sick.Finding("vanishing-gradient")).First();

        var expectation = Expectation.Of(recipe, first.ApplyTo(recipe));

        Assert.True(expectation.IsExpectedToHelp);
        Assert.InRange(expectation.After.Middle, -1, 1);
    }

    [Fact]
    public void Leaves_blocks_alone_that_normalise() =>
        Assert.Equal(Patients.Named("residual"), new InsertNorm().ApplyTo(Patients.Named("residual")));

    [Fact]
    public void Puts_one_before_each_hidden_activation_and_none_before_the_output()
    {
        var treated = new InsertNorm().ApplyTo(Patients.Named("sigmoid behind")).Network;

        Assert.Equal(
            ["Linear", "LayerNorm", "Sigmoid", "Linear", "Dropout", "LayerNorm", "Sigmoid", "Linear", "Sigmoid"],
            treated.Layers.Select(layer => layer.GetType().Name));
    }

    [Fact]
    public void Offers_no_batch_norm_over_a_batch_of_one()
    {
        var recipe = Patients.Named("deep relu") with { Training = new TrainingPlan { Batch = 1 } };

        Assert.DoesNotContain(new InsertNorm().Variants(recipe, Sick.Finding("vanishing-gradient")), form => form is InsertNorm { Norm: BatchNorm });
    }

    [Fact]
    public void Offers_no_batch_norm_that_would_take_time_steps_for_channels()
    {
        var recipe = Patients.Of("steps", [12, 4], [new Linear { Units = 32 }, new Tanh(), new Rnn { Units = 8, Output = RecurrentOutput.Last }, new Linear { Units = 2 }]);

        Assert.All(new InsertNorm().Variants(recipe, Sick.Finding("vanishing-gradient")), form => Assert.IsNotType<BatchNorm>(((InsertNorm)form).Norm));
    }

    [Fact]
    public void Puts_a_batch_norm_before_the_first_layer_of_inputs_out_of_scale()
    {
        var first = new InsertNorm().Variants(Patients.Named("deep relu"), Sick.Finding("unscaled-input", ("input-scale", 1))).First();

        Assert.IsType<BatchNorm>(first.ApplyTo(Patients.Named("deep relu")).Network.Layers[0]);
        Assert.Equal("Put a batch-norm before the first layer.", first.Describe(Patients.Named("deep relu")));
    }
}
