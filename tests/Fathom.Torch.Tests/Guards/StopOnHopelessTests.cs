using Fathom.Guards;
using Fathom.Torch.Guards;

namespace Fathom.Torch.Tests.Guards;

public sealed class StopOnHopelessTests
{
    [Fact]
    public void Stops_where_no_loss_is_finite_any_more()
    {
        using var monitor = LossGuards.After(new StopOnHopeless(), LossGuards.Healthy(50).Concat(Enumerable.Repeat(double.NaN, 12)));

        Assert.True(monitor.ShouldStop);
        Assert.Contains("10 steps in a row", monitor.StopReason, StringComparison.Ordinal);
        Assert.Equal((60L, GuardAction.Stopped), monitor.GuardEvents.Select(said => (said.Step, said.Action)).Single());
    }

    [Fact]
    public void Stops_where_training_made_it_worse_than_none()
    {
        using var monitor = LossGuards.After(new StopOnHopeless(), LossGuards.Healthy(50).Concat(Enumerable.Repeat(9.0, 200)));

        Assert.Contains("worse than none", monitor.StopReason, StringComparison.Ordinal);
        Assert.Equal(250, Assert.Single(monitor.GuardEvents).Step);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(1)]
    public void Goes_on_while_some_losses_are_finite(int bad)
    {
        var losses = LossGuards.Healthy(300).Select((loss, step) => step % (bad + 1) == 0 ? loss : double.NaN);

        using var monitor = LossGuards.After(new StopOnHopeless(), losses);

        Assert.False(monitor.ShouldStop);
    }

    [Fact]
    public void Raises_only_where_it_was_told_to()
    {
        var losses = Enumerable.Repeat(double.NaN, 10);

        var fault = Assert.Throws<TrainingStoppedException>(() => LossGuards.After(new StopOnHopeless { Raises = true }, losses));

        Assert.Contains("no batch gives a gradient", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Leaves_a_healthy_training_alone(int seed)
    {
        using var monitor = LossGuards.After(new StopOnHopeless { WorseThanNothing = 16 }, LossGuards.Healthy(2_000, seed));

        Assert.Empty(monitor.GuardEvents);
    }
}
