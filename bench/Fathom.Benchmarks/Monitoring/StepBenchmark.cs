using System.Diagnostics;
using System.Globalization;
using Fathom.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Benchmarks.Monitoring;

/// <summary>The product's promise: what a monitored training step costs over a bare one, side by side in one run.</summary>
static class StepBenchmark
{
    /// <summary>Measures all workloads, or the ones named, and prints a Markdown table of ratios.</summary>
    /// <param name="names">W1 to W4; none for all.</param>
    /// <param name="seconds">How long each workload is measured.</param>
    /// <param name="byProcessorTime">
    /// True to train on one thread and count its processor time, which other programs on the machine disturb least; false for wall time.
    /// </param>
    public static void Run(IReadOnlyCollection<string> names, double seconds, bool byProcessorTime)
    {
        if (byProcessorTime) set_num_threads(1);
        Console.WriteLine($"{(byProcessorTime ? "Processor time, one thread" : $"Wall time, {get_num_threads()} threads")}; load {LoadAverage()}");
        Console.WriteLine();
        Console.WriteLine("| Workload | Bare step | Bare again | Every step | of it native hooks off | Default budget (1 %) | steps read | Default budget, recorded | steps read |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var workload in Workload.All)
        {
            if (names.Count == 0 || names.Contains(workload.Name)) Measure(workload, seconds, byProcessorTime);
        }
    }

    static void Measure(Workload workload, double seconds, bool byProcessorTime)
    {
        Func<TimeSpan> now = byProcessorTime ? ProcessorTime : WallTime;
        using var bare = new Subject(workload, null, now);
        using var again = new Subject(workload, null, now);
        using var every = new Subject(workload, new MonitorOptions { Every = 1 }, now);
        using var portable = new Subject(workload, new MonitorOptions { Every = 1, PortableHooks = true }, now);
        using var budget = new Subject(workload, new MonitorOptions(), now);
        var runs = Directory.CreateTempSubdirectory("fathom-").FullName;
        using var recorded = new Subject(workload, new MonitorOptions { RunFolder = Path.Combine(runs, "run") }, now);
        Subject[] others = [again, every, portable, budget, recorded];
        foreach (var subject in (Subject[])[bare, .. others]) subject.Step(10);

        // The budget reads few steps, so its cost only shows in blocks that hold several readings.
        var stepTime = bare.Step(5) / 5;
        var block = Math.Max(1, (int)(0.25 / stepTime));
        var ratios = others.ToDictionary(subject => subject, _ => new List<double>());
        var bareTimes = new List<double>();
        var random = new Random(1);
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            foreach (var subject in others.OrderBy(_ => random.Next()))
            {
                var first = random.Next(2) == 0;
                var before = first ? bare.Step(block) : 0;
                var watched = subject.Step(block);
                var plain = first ? before : bare.Step(block);
                ratios[subject].Add(watched / plain);
                bareTimes.Add(plain / block);
            }
        }

        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {workload.Name}: {workload.Description} | {Median(bareTimes) * 1e3:0.0} ms | {Median(ratios[again]):0.000} | {Median(ratios[every]):0.000} | {Median(ratios[portable]):0.000} | {Median(ratios[budget]):0.000} | {(double)budget.Monitor!.History.Count / budget.Monitor.Steps:0.0%} | {Median(ratios[recorded]):0.000} | {(double)recorded.Monitor!.History.Count / recorded.Monitor.Steps:0.0%} |");
        Console.WriteLine(row);
        recorded.Monitor.Dispose();
        Directory.Delete(runs, recursive: true);
    }

    static TimeSpan WallTime() => Stopwatch.GetElapsedTime(0);

    static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    public static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    /// <summary>A network in training, with or without a monitor.</summary>
    sealed class Subject : IDisposable
    {
        readonly Module<Tensor, Tensor> _model;
        readonly optim.Optimizer _optimizer;
        readonly Tensor _input;
        readonly Tensor _target;

        readonly Func<TimeSpan> _now;

        public Subject(Workload workload, MonitorOptions? options, Func<TimeSpan> now)
        {
            _now = now;
            random.manual_seed(1);
            _model = workload.Build();
            _optimizer = optim.SGD(_model.parameters(), 0.01);
            _input = workload.Input();
            _target = randint(0, 10, workload.Batch);
            if (options is not null) Monitor = GradientMonitor.Attach(_model, _optimizer, options);
        }

        public GradientMonitor? Monitor { get; }

        /// <summary>Trains <paramref name="steps"/> steps and returns how long they took, in seconds.</summary>
        public double Step(int steps)
        {
            var started = _now();
            for (var step = 0; step < steps; step++)
            {
                using var scope = NewDisposeScope();
                _optimizer.zero_grad();
                var loss = functional.cross_entropy(_model.call(_input), _target);
                loss.backward();
                if (Monitor is null) _optimizer.step();
                else Monitor.Step(loss);
            }

            return (_now() - started).TotalSeconds;
        }

        public void Dispose()
        {
            Monitor?.Dispose();
            _optimizer.Dispose();
            _model.Dispose();
            _input.Dispose();
            _target.Dispose();
        }
    }
}
