using System.Diagnostics;
using System.Globalization;
using Fathom.Torch;
using Fathom.Torch.Guards;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Benchmarks.Monitoring;

/// <summary>What the default guard costs: its own work as a share of the steps that it guards.</summary>
/// <remarks>
/// A hundredth of a step cannot be seen in the difference of two noisy steps in reasonable time. So the step under a monitor with the guard is
/// compared with that under one without (both reading nothing), in interleaved pairs, and beside it the guard's own calls are timed within the step.
/// </remarks>
static class GuardBenchmark
{
    /// <summary>Measures all workloads, or the ones named, with SGD and with Adam, and prints a Markdown table.</summary>
    /// <param name="names">W1 to W4; none for all.</param>
    /// <param name="seconds">How long each row is measured.</param>
    /// <param name="byProcessorTime">True to train on one thread and count its processor time; false for wall time.</param>
    public static void Run(IReadOnlyCollection<string> names, double seconds, bool byProcessorTime)
    {
        if (byProcessorTime) set_num_threads(1);
        Console.WriteLine($"{(byProcessorTime ? "Processor time, one thread" : $"Wall time, {get_num_threads()} threads")}");
        Console.WriteLine();
        Console.WriteLine("| Workload | Optimizer | Bare step | Bare again / bare | Guarded / bare | Guard's own time / step | Guard's own time, least quarter | step after step, least tenth |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var workload in Workload.All)
        {
            if (names.Count > 0 && !names.Contains(workload.Name)) continue;
            foreach (var optimizer in (string[])["SGD", "Adam"]) Measure(workload, optimizer, seconds, byProcessorTime);
        }
    }

    static void Measure(Workload workload, string optimizer, double seconds, bool byProcessorTime)
    {
        Func<TimeSpan> now = byProcessorTime ? StepBenchmark.ProcessorTime : StepBenchmark.WallTime;
        using var bare = new Subject(workload, optimizer, [], now);
        using var again = new Subject(workload, optimizer, [], now);
        using var guarded = new Subject(workload, optimizer, [new SkipNonFinite()], now);
        Subject[] all = [bare, again, guarded];
        foreach (var subject in all) subject.Step(10);

        var block = Math.Max(1, (int)(0.1 / (bare.Step(3) / 3)));
        var (againRatios, guardedRatios, ownShares, bareTimes) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var random = new Random(1);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            var times = new double[all.Length];
            foreach (var place in Enumerable.Range(0, all.Length).OrderBy(_ => random.Next())) times[place] = all[place].Step(block);
            bareTimes.Add(times[0] / block);
            againRatios.Add(times[1] / times[0]);
            guardedRatios.Add(times[2] / times[0]);
            ownShares.Add(guarded.OwnShare());
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {workload.Name}: {workload.Description} | {optimizer} | {StepBenchmark.Median(bareTimes) * 1e3:0.0} ms | {StepBenchmark.Median(againRatios):0.000} | {StepBenchmark.Median(guardedRatios):0.000} | {StepBenchmark.Median(ownShares):0.00%} | {guarded.OwnMicroseconds():0} µs | {guarded.OwnMicrosecondsStepAfterStep():0.0} µs |"));
    }

    /// <summary>A network in training under a monitor that reads nothing after its first step.</summary>
    sealed class Subject : IDisposable
    {
        readonly Module<Tensor, Tensor> _model;
        readonly optim.Optimizer _optimizer;
        readonly GradientMonitor _monitor;
        readonly Tensor _input;
        readonly Tensor _target;
        readonly Func<TimeSpan> _now;
        readonly List<double> _shares = [];
        readonly List<double> _microseconds = [];

        public Subject(Workload workload, string optimizer, IReadOnlyList<IGuard> guards, Func<TimeSpan> now)
        {
            _now = now;
            random.manual_seed(1);
            _model = workload.Build();
            _optimizer = optimizer == "SGD" ? optim.SGD(_model.parameters(), 0.01) : optim.Adam(_model.parameters(), 1e-4);
            _input = workload.Input();
            _target = randint(0, 10, workload.Batch);
            _monitor = GradientMonitor.Attach(_model, _optimizer, new() { Guards = guards, Every = int.MaxValue });
        }

        /// <summary>The median share of the guard's own time in the steps so far, on the wall's clock.</summary>
        public double OwnShare() => StepBenchmark.Median(_shares);

        /// <summary>The quarter of the guard's own times that other work on the machine has disturbed least ends here.</summary>
        public double OwnMicroseconds() => _microseconds.Order().ElementAt(_microseconds.Count / 4);

        /// <summary>
        /// The guard's own time where the optimizer steps again and again with the same gradients. Between two steps 8 MB are read and written in place of a pass, so that the nearer caches
        /// are empty and the gradients lie in the third-level cache if they fit; a step is so short that many pass before another program gets the core.
        /// </summary>
        public double OwnMicrosecondsStepAfterStep()
        {
            using var scope = NewDisposeScope();
            var loss = functional.cross_entropy(_model.call(_input), _target);
            _optimizer.zero_grad();
            loss.backward();
            foreach (var group in _optimizer.ParamGroups) group.LearningRate = 1e-9;
            var taken = new List<double>();
            var clock = Stopwatch.StartNew();
            var other = new byte[8 << 20];
            while (clock.Elapsed.TotalSeconds < 4)
            {
                for (var place = 0; place < other.Length; place += 64) other[place]++;
                using var step = NewDisposeScope();
                _monitor.Step(loss);
                taken.Add(_monitor.GuardTicks * 1e6 / Stopwatch.Frequency);
            }

            return taken.Order().ElementAt(taken.Count / 10);
        }

        public double Step(int steps)
        {
            var started = _now();
            for (var step = 0; step < steps; step++)
            {
                var began = Stopwatch.GetTimestamp();
                using var scope = NewDisposeScope();
                _optimizer.zero_grad();
                var loss = functional.cross_entropy(_model.call(_input), _target);
                loss.backward();
                _monitor.Step(loss);
                _microseconds.Add(_monitor.GuardTicks * 1e6 / Stopwatch.Frequency);
                _shares.Add((double)_monitor.GuardTicks / (Stopwatch.GetTimestamp() - began));
            }

            return (_now() - started).TotalSeconds;
        }

        public void Dispose()
        {
            _monitor.Dispose();
            _optimizer.Dispose();
            _model.Dispose();
            _input.Dispose();
            _target.Dispose();
        }
    }
}
