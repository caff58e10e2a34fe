using System.Diagnostics;
using System.Globalization;
using Fathom.Benchmarks.Monitoring;
using Fathom.Journal;
using Fathom.Ledger;
using Fathom.Runs;
using Fathom.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Benchmarks.Journal;

/// <summary>What recording costs: the step under a monitor that is recorded against one that is not, in interleaved pairs, and the recorder's own time in it.</summary>
static class JournalBenchmark
{
    /// <summary>Measures all workloads, or the ones named, and prints a Markdown table.</summary>
    /// <param name="names">W1 to W4; none for all, and for what single calls take.</param>
    /// <param name="seconds">How long each row is measured.</param>
    public static void Run(IReadOnlyCollection<string> names, double seconds)
    {
        if (names.Count == 0) Calls();
        Console.WriteLine();
        Console.WriteLine("| Workload | Readings | Watched step | Watched again / watched | Recorded / watched | Recorder's own time / step | per reading | one after the other, least tenth | mean of 16 of them | bytes per reading |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var workload in Workload.All)
        {
            if (names.Count > 0 && !names.Contains(workload.Name)) continue;
            Measure(workload, "budget of 1 %", new MonitorOptions(), seconds);
            Measure(workload, "every step", new MonitorOptions { Every = 1 }, seconds);
        }
    }

    /// <summary>What one call takes, and how much it allocates, over a million steps.</summary>
    static void Calls()
    {
        var path = Directory.CreateTempSubdirectory("fathom-bench-").FullName;
        using (var writer = JournalWriter.Create(RunFolder.Create(Path.Combine(path, "run"), Manifest())))
        {
            foreach (var (from, to) in new[] { (1, 8_000), (8_001, 1_000_000) })
            {
                var taken = new List<double>(1_000_000);
                var (allocated, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
                for (var step = from; step <= to; step++)
                {
                    var call = Stopwatch.GetTimestamp();
                    writer.Scalar(step, ScalarTags.Loss, 1.0 / step);
                    taken.Add(Stopwatch.GetElapsedTime(call).TotalMicroseconds);
                }

                var steps = to - from + 1;
                var whole = Stopwatch.GetElapsedTime(began).TotalMicroseconds / steps;
                var bytes = (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / steps;
                var longest = taken.Max();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Scalars {from} to {to}: {StepBenchmark.Median(taken):0.00} µs in the median, {whole:0.00} µs in the mean, and {bytes:0.0} bytes allocated per call; the longest call {longest / 1e3:0.0} ms."));
            }
        }

        Directory.Delete(path, recursive: true);
    }

    static void Measure(Workload workload, string readings, MonitorOptions options, double seconds)
    {
        using var watched = new Subject(workload, options, records: false);
        using var again = new Subject(workload, options, records: false);
        using var recorded = new Subject(workload, options, records: true);
        Subject[] all = [watched, again, recorded];
        foreach (var subject in all) subject.Step(10);
        var block = Math.Max(1, (int)(0.1 / (watched.Step(3) / 3)));
        var (againRatios, recordedRatios, times) = (new List<double>(), new List<double>(), new List<double>());
        var random = new Random(1);
        var clock = Stopwatch.StartNew();
        recorded.Forget();
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            var taken = new double[all.Length];
            foreach (var place in Enumerable.Range(0, all.Length).OrderBy(_ => random.Next())) taken[place] = all[place].Step(block);
            times.Add(taken[0] / block);
            againRatios.Add(taken[1] / taken[0]);
            recordedRatios.Add(taken[2] / taken[0]);
        }

        var (one, mean) = recorded.OneAfterTheOther();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {workload.Name}: {workload.Description} | {readings} | {StepBenchmark.Median(times) * 1e3:0.0} ms | {StepBenchmark.Median(againRatios):0.000} | {StepBenchmark.Median(recordedRatios):0.000} | {recorded.OwnShare(StepBenchmark.Median(times)):0.00%} | {recorded.MicrosecondsPerReading:0} µs | {one:0} µs | {mean:0} µs | {recorded.BytesPerReading / 1e3:0.0} kB |"));
    }

    static RunManifest Manifest() => new() { Id = Guid.CreateVersion7().ToString(), Name = "bench", Kind = RunKind.Train, Started = TimeProvider.System.GetUtcNow() };

    /// <summary>A network in training under a monitor, with or without a journal.</summary>
    sealed class Subject : IDisposable
    {
        readonly Module<Tensor, Tensor> _model;
        readonly optim.Optimizer _optimizer;
        readonly GradientMonitor _monitor;
        readonly Tensor _input;
        readonly Tensor _target;
        readonly string? _folder;
        readonly JournalWriter? _writer;
        StepReading? _seen;
        readonly List<double> _perReading = [];
        readonly List<double> _plain = [];
        long _steps;

        public Subject(Workload workload, MonitorOptions options, bool records)
        {
            random.manual_seed(1);
            _model = workload.Build();
            _optimizer = optim.SGD(_model.parameters(), 0.01);
            _input = workload.Input();
            _target = randint(0, 10, workload.Batch);
            _monitor = GradientMonitor.Attach(_model, _optimizer, options);
            if (!records) return;
            _folder = Directory.CreateTempSubdirectory("fathom-bench-").FullName;
            _writer = JournalWriter.Create(RunFolder.Create(Path.Combine(_folder, "run"), Manifest()));
        }

        /// <summary>The median, which other programs on the machine disturb least.</summary>
        public double MicrosecondsPerReading => _perReading.Count == 0 ? 0 : StepBenchmark.Median(_perReading);

        /// <summary>
        /// The latest reading recorded again and again, which other programs disturb less than a training: where the tenth that was disturbed least ends, of single readings and of
        /// means of 16 in a row (every fourth reading completes a block, every sixteenth two). Between two of them 8 MB are read and written in place of a step.
        /// </summary>
        public (double One, double Mean) OneAfterTheOther()
        {
            var reading = _monitor.History.Latest!;
            var (taken, other, clock) = (new List<double>(), new byte[8 << 20], Stopwatch.StartNew());
            using var writer = JournalWriter.Create(RunFolder.Create(Path.Combine(_folder!, "again"), Manifest()));
            while (clock.Elapsed.TotalSeconds < 4)
            {
                for (var place = 0; place < other.Length; place += 64) other[place]++;
                var next = reading with { Step = taken.Count + 1 };
                var began = Stopwatch.GetTimestamp();
                writer.Reading(next);
                taken.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            }

            var means = taken.Chunk(16).Select(row => row.Average()).Order().ToList();
            return (taken.Order().ElementAt(taken.Count / 10), means[means.Count / 10]);
        }

        /// <summary>Of the latest file of readings: each holds 64 at most.</summary>
        public double BytesPerReading =>
            Directory.EnumerateFiles(Path.Combine(_folder!, "run"), "readings-0001-00-*").Order(StringComparer.Ordinal).Select(file => new FileInfo(file).Length / 64.0).First();

        /// <summary>The recorder's median time of a step without a reading, and the readings' on top, over the step's median.</summary>
        public double OwnShare(double step)
        {
            var plain = _plain.Count == 0 ? 0 : StepBenchmark.Median(_plain);
            return (plain + (MicrosecondsPerReading * _perReading.Count / _steps)) / 1e6 / step;
        }

        public void Forget()
        {
            _perReading.Clear();
            _plain.Clear();
            _steps = 0;
        }

        public double Step(int steps)
        {
            var started = Stopwatch.GetTimestamp();
            for (var step = 0; step < steps; step++)
            {
                using var scope = NewDisposeScope();
                _optimizer.zero_grad();
                var loss = functional.cross_entropy(_model.call(_input), _target);
                loss.backward();
                _monitor.Step(loss);
                if (_writer is not null) Record();
            }

            var taken = Stopwatch.GetTimestamp() - started;
            return (double)taken / Stopwatch.Frequency;
        }

        public void Dispose()
        {
            _writer?.Dispose();
            if (_folder is not null) Directory.Delete(_folder, recursive: true);
            _monitor.Dispose();
            _optimizer.Dispose();
            _model.Dispose();
            _input.Dispose();
            _target.Dispose();
        }

        void Record()
        {
            _steps++;
            var began = Stopwatch.GetTimestamp();
            _writer!.Scalar(_monitor.Steps, ScalarTags.Loss, 1.0 / _monitor.Steps);
            _plain.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            if (_monitor.History.Latest is not { } reading || ReferenceEquals(reading, _seen)) return;
            began = Stopwatch.GetTimestamp();
            _seen = reading;
            _writer.Reading(reading);
            _perReading.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }
    }
}
