using System.Diagnostics;
using System.Globalization;
using Fathom.Journal;
using Fathom.Runs;
using static TorchSharp.torch;

namespace Fathom.Benchmarks.Watching;

/// <summary>The process that trains: real steps on one thread, a reading twenty times a second; says on demand how many steps a second it makes.</summary>
static class TrainingRole
{
    static readonly TimeSpan BetweenReadings = TimeSpan.FromMilliseconds(50);

    public static void Run(string folder, string id)
    {
        set_num_threads(1);
        using var network = nn.Sequential(nn.Linear(256, 256), nn.Sigmoid(), nn.Linear(256, 256), nn.Sigmoid(), nn.Linear(256, 10));
        using var optimizer = optim.SGD(network.parameters(), 0.01);
        using var x = randn(128, 256);
        using var y = randint(10, 128);
        using var journal = JournalWriter.Create(LongRun.Folder(folder, id, null));
        var read = Stopwatch.StartNew();
        while (Console.ReadLine() is { } asked)
        {
            var seconds = double.Parse(asked, CultureInfo.InvariantCulture);
            var (steps, watch) = (0L, Stopwatch.StartNew());
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                using (NewDisposeScope())
                {
                    optimizer.zero_grad();
                    var loss = nn.functional.cross_entropy(network.call(x), y);
                    loss.backward();
                    optimizer.step();
                }

                steps++;
                if (read.Elapsed < BetweenReadings) continue;
                read.Restart();
                var now = LiveRun.StepNow;
                journal.Scalar(now, ScalarTags.Loss, 1 + 1.0 / steps);
                journal.Reading(LongRun.Reading(now));
            }

            Console.WriteLine((steps / watch.Elapsed.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }

        if (journal.Problem is { } problem) Console.Error.WriteLine(problem);
    }
}
