using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Fathom.Torch;
using Fathom.Torch.Guards;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Benchmarks.Monitoring;

/// <summary>What the default guard costs: how much longer a training's steps take when it judges them.</summary>
/// <remarks>
/// One training goes on and on, and its steps are taken by three monitors in turns, in random order: two without a guard and one with it, all of which read nothing. So the steps that
/// are compared use the same memory at nearly the same time, and a hundredth shows in reasonable time. The guard's own time alone would not tell: what it has read the optimizer finds
/// in the caches, and what it has read on the wrong core the optimizer has to fetch back.
/// <para>Labels are drawn anew for each step, so that nothing is learnt by heart: the gradients of the last step are as large as those of the first.</para>
/// <para>No step waits for the system to hand out pages, which takes from nothing to as long as the step itself. The process keeps what it has freed; and between turns the garbage collector frees the small
/// native objects that TorchSharp's optimizers leave behind for each number they hand to libtorch, among which the large tensors of later steps find no room. Some trainings come to that state by
/// themselves, after some hundred steps.</para>
/// </remarks>
static class GuardBenchmark
{
    // The first step of a turn is not counted: the guard reads the optimizer's memory in it, because others have written to it since its last step.
    const int StepsPerTurn = 5;

    /// <summary>Measures all workloads, or the ones named, with SGD and with Adam, and prints a Markdown table.</summary>
    /// <param name="names">W1 to W4; none for all.</param>
    /// <param name="seconds">How long each row is measured.</param>
    /// <param name="onOneThread">True to train on one thread.</param>
    public static void Run(IReadOnlyCollection<string> names, double seconds, bool onOneThread)
    {
        if (onOneThread) set_num_threads(1);
        KeepFreedMemory();
        Console.WriteLine($"Wall time, {get_num_threads()} threads; medians with 95 % intervals");
        Console.WriteLine();
        Console.WriteLine("| Workload | Optimizer | Bare step | Bare again / bare | Guarded / bare | Guard's own time | its share of the step |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
        foreach (var workload in Workload.All)
        {
            if (names.Count > 0 && !names.Contains(workload.Name)) continue;
            foreach (var optimizer in (string[])["SGD", "Adam"]) Measure(workload, optimizer, seconds);
        }
    }

    /// <summary>Lets glibc hold on to freed memory instead of giving it back and asking for it again; elsewhere nothing is done.</summary>
    static void KeepFreedMemory()
    {
        const int trimThreshold = -1, mapThreshold = -3;
        if (!OperatingSystem.IsLinux()) return;
        // Blocks of up to 32 MB, the most that glibc allows, come from the heap; and the heap never shrinks.
        _ = Mallopt(mapThreshold, 32 << 20);
        _ = Mallopt(trimThreshold, int.MaxValue);
    }

    [DllImport("libc", EntryPoint = "mallopt")]
    static extern int Mallopt(int parameter, int value);

    static void Measure(Workload workload, string optimizer, double seconds)
    {
        using var subject = new Subject(workload, optimizer);
        foreach (var guarded in (bool[])[false, true]) subject.TakeTurn(guarded, first: true, steps: 10);

        var (bare, again, ratios, own) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var random = new Random(1);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            var times = new double[3];
            foreach (var place in Enumerable.Range(0, 3).OrderBy(_ => random.Next())) times[place] = subject.TakeTurn(guarded: place == 2, first: place == 0, StepsPerTurn);
            bare.Add(times[0]);
            again.Add(times[1] / times[0]);
            ratios.Add(times[2] / Math.Sqrt(times[0] * times[1]));
            own.Add(subject.GuardSeconds);
        }

        var (step, guard) = (StepBenchmark.Median(bare), StepBenchmark.Median(own));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {workload.Name}: {workload.Description} | {optimizer} | {step * 1e3:0.0} ms | {WithInterval(again)} | {WithInterval(ratios)} | {guard * 1e6:0} µs | {guard / step:0.00%} |"));
    }

    /// <summary>The median, with the order statistics between which it lies in 95 of 100 such samples.</summary>
    static string WithInterval(List<double> values)
    {
        var median = StepBenchmark.Median(values);
        var away = 0.98 * Math.Sqrt(values.Count);
        var (low, high) = (Math.Max(0, (int)((values.Count / 2.0) - away)), Math.Min(values.Count - 1, (int)Math.Ceiling((values.Count / 2.0) + away)));
        return string.Create(CultureInfo.InvariantCulture, $"{median:0.0000} ({values[low]:0.000} to {values[high]:0.000})");
    }

    /// <summary>A network in training whose steps are taken by one monitor or another.</summary>
    sealed class Subject : IDisposable
    {
        readonly Module<Tensor, Tensor> _model;
        readonly optim.Optimizer _optimizer;
        readonly GradientMonitor[] _bare;
        readonly GradientMonitor _guarded;
        readonly Tensor _input;
        readonly Tensor _target;

        public Subject(Workload workload, string optimizer)
        {
            random.manual_seed(1);
            _model = workload.Build();
            _optimizer = optimizer == "SGD" ? optim.SGD(_model.parameters(), 0.01) : optim.Adam(_model.parameters(), 1e-4);
            _input = workload.Input();
            _target = randint(0, 10, workload.Batch);
            _bare = [Watch([]), Watch([])];
            _guarded = Watch([new SkipNonFinite()]);
        }

        /// <summary>The median over the last guarded turn of what the guard's calls took in a step.</summary>
        public double GuardSeconds { get; private set; }

        /// <summary>Takes one step that is not counted and some that are; the median of these, in seconds.</summary>
        public double TakeTurn(bool guarded, bool first, int steps)
        {
            var monitor = guarded ? _guarded : _bare[first ? 0 : 1];
            var (times, own) = (new List<double>(), new List<double>());
            GC.Collect();
            GC.WaitForPendingFinalizers();
            for (var step = 0; step <= steps; step++)
            {
                using (no_grad()) _target.random_(0, 10);
                var began = Stopwatch.GetTimestamp();
                Step(monitor);
                if (step == 0) continue;
                times.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
                own.Add((double)monitor.GuardTicks / Stopwatch.Frequency);
            }

            if (guarded) GuardSeconds = StepBenchmark.Median(own);
            return StepBenchmark.Median(times);
        }

        public void Dispose()
        {
            foreach (var monitor in _bare) monitor.Dispose();
            _guarded.Dispose();
            _optimizer.Dispose();
            _model.Dispose();
            _input.Dispose();
            _target.Dispose();
        }

        GradientMonitor Watch(IReadOnlyList<IGuard> guards) => GradientMonitor.Attach(_model, _optimizer, new() { Guards = guards, Every = int.MaxValue });

        void Step(GradientMonitor monitor)
        {
            using var scope = NewDisposeScope();
            _optimizer.zero_grad();
            var loss = functional.cross_entropy(_model.call(_input), _target);
            loss.backward();
            monitor.Step(loss);
        }
    }
}
