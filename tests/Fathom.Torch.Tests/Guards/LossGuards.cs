using Fathom.Torch.Guards;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Guards;

/// <summary>Guards that are shown a sequence of losses.</summary>
static class LossGuards
{
    /// <summary>A training whose loss falls from 2 to 0.5 with noise.</summary>
    public static IEnumerable<double> Healthy(int steps, int seed = 1)
    {
        var random = new Random(seed);
        for (var step = 0; step < steps; step++) yield return 0.5 + (1.5 * Math.Exp(-step / 50.0)) + (0.1 * random.NextDouble());
    }

    public static GradientMonitor After(IGuard guard, IEnumerable<double> losses)
    {
        using var scope = NewDisposeScope();
        var model = nn.Linear(2, 2);
        var optimizer = optim.SGD(model.parameters(), 0.1);
        var monitor = GradientMonitor.Attach(model, optimizer, new() { Guards = [guard] });
        foreach (var loss in losses) monitor.Step(tensor(loss));
        optimizer.Dispose();
        return monitor;
    }
}
