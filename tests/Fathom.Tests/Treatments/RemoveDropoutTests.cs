using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class RemoveDropoutTests
{
    [Fact]
    public void Takes_it_out_of_rows_blocks_cells_and_transformers()
    {
        Assert.All([Trainees.Cnn, Trainees.Resnet], recipe => Assert.DoesNotContain(new RemoveDropout().ApplyTo(recipe).Network.AllPlaces(), place => place.Layer is RandomDrop));
        Assert.Equal(0, new RemoveDropout().ApplyTo(Trainees.Transformer).Network.AllPlaces().Select(place => place.Layer).OfType<TransformerBlock>().Single().Dropout);
        Assert.Equal((0, false), new RemoveDropout().ApplyTo(Trainees.Lstm).Network.Layers[0] is Lstm lstm ? (lstm.Dropout, lstm.Variational) : default);
    }

    [Fact]
    public void Leaves_no_empty_row()
    {
        var recipe = Trainees.Resnet with { Network = new() { Input = [4], Layers = [new Linear { Units = 4 }, new Residual { Layers = [new Dropout()] }] } };

        Assert.All(new RemoveDropout().ApplyTo(recipe).Network.AllPlaces(), place => Assert.NotNull(place.Output));
    }

    [Fact]
    public void Halves_the_chances()
    {
        var treated = new RemoveDropout { Left = 0.5 }.ApplyTo(Trainees.Cnn);

        Assert.Equal(0.15, treated.Network.Layers.OfType<Dropout>().Single().Probability);
        Assert.Equal("Multiply the chance of being dropped in 1 layer by 0.5.", new RemoveDropout { Left = 0.5 }.Describe(Trainees.Cnn));
        Assert.Equal("Drop nothing any more in 3 layers.", new RemoveDropout().Describe(Trainees.Resnet));
    }

    [Fact]
    public void Touches_only_networks_that_drop() =>
        Assert.Equal(
            [nameof(Trainees.Cnn), nameof(Trainees.Lstm), nameof(Trainees.Resnet), nameof(Trainees.Transformer)],
            Trainees.Touched(new RemoveDropout(), Sick.Finding("exploding-gradient", ("dropout", 1))));

    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0.5, 0)]
    [InlineData(0.8, 2)]
    public void Answers_a_plateau_only_where_more_than_half_is_dropped(double chance, int forms)
    {
        var recipe = Trainees.Cnn with { Network = Trainees.Cnn.Network with { Layers = [new Flatten(), new Dropout { Probability = chance }, new Linear { Units = 10 }] } };

        var found = new RemoveDropout().Variants(recipe, Sick.Finding("loss-plateau")).ToArray();

        Assert.Equal(forms, found.Length);
        Assert.All(found.Take(1), form => Assert.Equal(0.5, form.ApplyTo(recipe).Network.Layers.OfType<Dropout>().Single().Probability));
    }

    [Fact]
    public void Is_offered_where_dropout_is_the_cause()
    {
        Assert.Contains(AllTreatments.For(Trainees.Cnn, Sick.Finding("exploding-gradient", ("dropout", 1))), form => form is RemoveDropout);
        Assert.DoesNotContain(AllTreatments.For(Trainees.Cnn, Sick.Finding("exploding-gradient", ("weight-scale", 1))), form => form is RemoveDropout);
    }
}
