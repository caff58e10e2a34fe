using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Tests.Treatments;

public class ChangeOptimizerTests
{
    [Fact]
    public void Goes_up_the_ladder_from_plain_steps_to_adamw()
    {
        var forms = new ChangeOptimizer().Variants(Trainees.Mlp, Sick.Finding("learning-rate-too-low")).Select(form => form.ApplyTo(Trainees.Mlp).Training.Optimizer);

        Assert.Equal([new Sgd { LearningRate = 0.01, Momentum = 0.9 }, new Adam(), new AdamW()], forms);
    }

    [Fact]
    public void Leaves_a_plateau_by_steps_whose_length_is_not_the_gradients()
    {
        var forms = new ChangeOptimizer().Variants(Trainees.Mlp, Sick.Finding("loss-plateau")).Select(form => form.ApplyTo(Trainees.Mlp).Training.Optimizer);

        Assert.Equal(new Adam(), forms.First());
    }

    [Fact]
    public void Keeps_groups_and_ends_of_schedules_in_their_ratio()
    {
        var recipe = Trainees.Frozen.With(new CosineDecay { To = 0.01 });

        var treated = new ChangeOptimizer().ApplyTo(recipe).Training;

        Assert.Equal([0, 0, 0.0001], treated.Optimizer.Groups.Select(group => Math.Round(group.LearningRate!.Value, 12)));
        Assert.Equal(0.0001, Assert.IsType<CosineDecay>(treated.Schedule).To, 1e-15);
    }

    [Fact]
    public void Takes_no_decay_twice()
    {
        var treated = new ChangeOptimizer { To = new AdamW() }.ApplyTo(Trainees.Cycled).Training;

        Assert.Equal((0, 0.01), (treated.Optimizer.WeightDecay, treated.WeightDecay));
    }

    [Fact]
    public void Leaves_no_decay_behind()
    {
        var treated = new ChangeOptimizer { To = new Sgd() }.ApplyTo(Trainees.YesOrNo).Training;

        Assert.Equal((0, 0.01), (treated.Optimizer.WeightDecay, treated.WeightDecay));
    }

    [Fact]
    public void Keeps_a_decay_that_goes_through_the_gradient()
    {
        var treated = new ChangeOptimizer().ApplyTo(Trainees.Mlp.With(new Sgd { WeightDecay = 5e-4 })).Training;

        Assert.Equal(5e-4, treated.Optimizer.WeightDecay);
    }

    [Fact]
    public void Does_not_propose_momentum_where_layers_need_steps_of_their_own() =>
        Assert.DoesNotContain(new ChangeOptimizer().Variants(Trainees.Mlp, Sick.Finding("vanishing-gradient")).Cast<ChangeOptimizer>(), form => form.To is Sgd);

    [Fact]
    public void Has_nothing_better_than_adam_for_a_gradient_that_vanishes() =>
        Assert.Empty(new ChangeOptimizer().Variants(Trainees.Transformer, Sick.Finding("vanishing-gradient")));

    [Fact]
    public void Keeps_adams_mean_squares_from_shrinking_where_the_loss_oscillates() =>
        Assert.Equal([new ChangeOptimizer { To = new Adam { AmsGrad = true } }], new ChangeOptimizer().Variants(Trainees.Transformer, Sick.Finding("oscillating-loss")));

    [Fact]
    public void Calls_rates_as_torchsharp_calls_them()
    {
        Assert.Contains("torch.optim.SGD(model.parameters(), learningRate: 0.01, momentum: 0.9)", new ChangeOptimizer { To = new Sgd { Momentum = 0.9 } }.InCode(Trainees.Mlp), StringComparison.Ordinal);
        Assert.Contains("torch.optim.Adam(model.parameters(), lr: 0.001)", new ChangeOptimizer().InCode(Trainees.Mlp), StringComparison.Ordinal);
    }
}
