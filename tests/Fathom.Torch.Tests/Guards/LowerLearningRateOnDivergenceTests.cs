using Fathom.Guards;
using Fathom.Torch.Guards;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Guards;

public sealed class LowerLearningRateOnDivergenceTests
{
    static readonly LowerLearningRateOnDivergence Guard = new();

    [Fact]
    public void Halves_the_rate_when_half_of_what_was_won_is_lost()
    {
        using var monitor = LossGuards.After(Guard, LossGuards.Healthy(200).Concat(Enumerable.Repeat(1.6, 3)));

        var said = Assert.Single(monitor.GuardEvents);
        Assert.Equal((203L, GuardAction.LoweredRate), (said.Step, said.Action));
        Assert.Equal(0.5, monitor.LearningRateFactor);
    }

    [Fact]
    public void Waits_before_it_lowers_again_and_ends_at_its_limit()
    {
        using var monitor = LossGuards.After(new LowerLearningRateOnDivergence { MostTimes = 3 }, LossGuards.Healthy(200).Concat(Enumerable.Repeat(5.0, 500)));

        Assert.Equal([203, 219, 235], monitor.GuardEvents.Select(said => said.Step));
        Assert.Equal(0.125, monitor.LearningRateFactor);
    }

    [Fact]
    public void Lets_single_losses_pass()
    {
        using var monitor = LossGuards.After(Guard, LossGuards.Healthy(200).SelectMany((loss, step) => step % 10 == 9 ? new[] { loss, 50.0, 60.0 } : [loss]));

        Assert.Empty(monitor.GuardEvents);
    }

    [Fact]
    public void Steps_with_the_lower_rate_and_shows_the_loop_its_own()
    {
        using var scope = NewDisposeScope();
        using var model = nn.Linear(2, 2);
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        using var monitor = GradientMonitor.Attach(model, optimizer, new() { Guards = [Guard] });
        foreach (var loss in LossGuards.Healthy(200).Concat(Enumerable.Repeat(5.0, 3))) monitor.Step(tensor(loss));
        var before = model.weight.clone();
        model.weight.grad = ones_like(model.weight);

        monitor.Step(tensor(0.6));

        Assert.Equal(0.05f, (before - model.weight)[0, 0].item<float>(), 1e-6f);
        Assert.Equal(0.1, optimizer.ParamGroups.First().LearningRate);
    }
}
