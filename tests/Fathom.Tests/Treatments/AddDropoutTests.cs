using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class AddDropoutTests
{
    static readonly Recipe Small = Trainees.Mlp with
    {
        Network = new() { Input = [784], Init = new HeNormal(), Layers = [new Linear { Units = 64 }, new Relu(), new Linear { Units = 64 }, new Relu(), new Linear { Units = 10 }] },
    };

    [Fact]
    public void Stands_behind_each_hidden_activation_and_not_behind_the_output()
    {
        var treated = new AddDropout().ApplyTo(Trainees.Mlp).Network;

        Assert.Equal(4, treated.AllPlaces().Count(place => place.Layer is Dropout { Probability: 0.2 }));
        Assert.IsType<Linear>(treated.Layers[^1]);
    }

    [Fact]
    public void Keeps_mean_and_variance_behind_selu() =>
        Assert.Single(new AddDropout().ApplyTo(Trainees.Unscaled with { Network = new() { Input = [10], Layers = [new Linear { Units = 9 }, new Selu(), new Linear { Units = 10 }] } }).Network.Layers.OfType<AlphaDropout>());

    [Theory]
    [InlineData(nameof(Trainees.Cnn))]
    [InlineData(nameof(Trainees.Resnet))]
    [InlineData(nameof(Trainees.YesOrNo))]
    [InlineData(nameof(Trainees.Unscaled))]
    [InlineData(nameof(Trainees.Rnn))]
    public void Leaves_batch_norm_dropout_and_ends_without_weights_alone(string name) =>
        Assert.Equal(Trainees.All[name], new AddDropout().ApplyTo(Trainees.All[name]));

    [Fact]
    public void Is_worth_a_trial_where_gradients_stay_level() =>
        Assert.NotEmpty(new AddDropout().Variants(Small, Sick.Finding("loss-plateau")));

    [Fact]
    public void Never_comes_where_it_makes_gradients_explode()
    {
        var deep = Trainees.Mlp with
        {
            Network = new() { Input = [784], Init = new Normal { Deviation = 0.2 }, Layers = [new Repeat { Times = 30, Layers = [new Linear { Units = 64 }, new Relu()] }, new Linear { Units = 10 }] },
        };
        var expectation = Expectation.Of(deep, new AddDropout { Probability = 0.5 }.ApplyTo(deep));

        Assert.True(expectation.After.Middle > expectation.Before.Middle + 1);
        Assert.Empty(new AddDropout().Variants(deep, Sick.Finding("loss-plateau")));
    }

    [Fact]
    public void Is_proposed_for_nothing_by_itself() => Assert.Empty(new AddDropout().Answers);
}
