using System.Diagnostics;
using System.Globalization;
using Fathom.Torch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Benchmarks.Monitoring;

/// <summary>Trains with Adam and batch-norm under probes for a long time: nothing may crash, and nothing may grow.</summary>
static class Soak
{
    const long ToleratedGrowth = 48L << 20;

    /// <summary>Soaks for <paramref name="minutes"/>, half of them with libtorch's hooks, half with identity functions; 0 when all is well.</summary>
    public static int Run(double minutes)
    {
        var grown = 0L;
        foreach (var portable in (bool[])[false, true]) grown = Math.Max(grown, Train(TimeSpan.FromMinutes(minutes / 2), portable));
        var isWell = grown <= ToleratedGrowth;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(isWell ? "well" : "GROWN")}: {grown >> 20} MiB at the most, {ToleratedGrowth >> 20} MiB tolerated"));
        return isWell ? 0 : 1;
    }

    static long Train(TimeSpan time, bool portable)
    {
        // Two threads on a busy machine wait for each other a hundred times longer than they work.
        set_num_threads(1);
        random.manual_seed(1);
        using var model = Sequential(
            ("linear1", Linear(64, 128)), ("norm1", BatchNorm1d(128)), ("relu1", ReLU()), ("drop1", Dropout(0.1)),
            ("linear2", Linear(128, 128)), ("norm2", BatchNorm1d(128)), ("relu2", ReLU(inplace: true)),
            ("output", Linear(128, 10)));
        using var optimizer = optim.Adam(model.parameters(), 1e-3);
        using var monitor = GradientMonitor.Attach(model, optimizer, new() { Every = 1, PortableHooks = portable });
        var clock = Stopwatch.StartNew();
        var (steps, early, tensors, report) = (0L, 0L, 0L, TimeSpan.Zero);
        while (clock.Elapsed < time)
        {
            using (var scope = NewDisposeScope())
            {
                optimizer.zero_grad();
                var loss = functional.cross_entropy(model.call(randn(32, 64)), randint(0, 10, 32));
                loss.backward();
                monitor.Step(loss);
            }

            // Twice the history's capacity of readings, and several thinnings of it, before memory counts as settled.
            if (++steps == 2_000) (early, tensors) = (Resident(), DisposeScopeManager.Statistics.ThreadTotalLiveCount);
            if (clock.Elapsed < report) continue;
            report += time / 10;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{monitor.GradientPath}: step {steps:N0}, {Resident() >> 20} MiB, {DisposeScopeManager.Statistics.ThreadTotalLiveCount} tensors"));
        }

        if (steps < 2_000) throw new InvalidOperationException($"A soak needs 2,000 steps to settle, but only {steps} were taken. Give it more minutes.");
        if (DisposeScopeManager.Statistics.ThreadTotalLiveCount != tensors) return long.MaxValue;
        return Resident() - early;
    }

    static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
