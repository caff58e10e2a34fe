using Fathom.Guards;
using Fathom.Torch.Guards;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Guards;

public sealed class SkipSpikeTests : IDisposable
{
    readonly Parameter _weights = new(zeros(4));
    readonly optim.Optimizer _optimizer;
    readonly Owner _model;

    public SkipSpikeTests()
    {
        _model = new Owner(_weights);
        _optimizer = optim.SGD([_weights], 1);
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(1e6, true)]
    [InlineData(5, false)]
    [InlineData(0.001, false)]
    public void Skips_what_is_ten_times_the_usual_and_beyond_all_noise(double factor, bool skips)
    {
        using var monitor = Watch(new SkipSpike());
        for (var step = 0; step < 30; step++) Step(monitor, 1 + (0.05 * (step % 5)));

        Step(monitor, factor);

        Assert.Equal(skips, monitor.LastStepWasSkipped);
        Assert.Equal(skips ? 1 : 0, monitor.GuardEvents.Count(said => said is { Guard: "skip-spike", Action: GuardAction.Skipped }));
    }

    [Fact]
    public void Takes_a_new_size_for_the_usual_one_after_five_steps()
    {
        using var monitor = Watch(new SkipSpike());
        for (var step = 0; step < 30; step++) Step(monitor, 1);

        for (var step = 0; step < 20; step++) Step(monitor, 100);

        Assert.Equal(5, monitor.SkippedSteps);
    }

    [Fact]
    public void Lets_norms_through_that_always_spread_over_decades()
    {
        var random = new Random(1);
        using var monitor = Watch(new SkipSpike());

        for (var step = 0; step < 500; step++) Step(monitor, Math.Pow(10, 3 * random.NextDouble()));

        Assert.Equal(0, monitor.SkippedSteps);
    }

    [Fact]
    public void Judges_no_step_before_there_are_sixteen()
    {
        using var monitor = Watch(new SkipSpike());
        for (var step = 0; step < 15; step++) Step(monitor, 1);

        Step(monitor, 1e6);

        Assert.Equal(0, monitor.SkippedSteps);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _model.Dispose();
    }

    GradientMonitor Watch(IGuard guard) => GradientMonitor.Attach(_model, _optimizer, new() { Guards = [guard] });

    void Step(GradientMonitor monitor, double size)
    {
        _weights.grad = full(4, size / 2);
        monitor.Step(null);
    }

    sealed class Owner : nn.Module
    {
        public Owner(Parameter weights)
            : base(nameof(Owner)) => register_parameter("weights", weights);
    }
}
