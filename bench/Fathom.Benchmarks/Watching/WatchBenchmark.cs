using System.Diagnostics;
using System.Globalization;
using Fathom.Web;

namespace Fathom.Benchmarks.Watching;

/// <summary>
/// Many viewers on a live run: how long from a reading to the picture that shows it, what they cost the training, and how soon the first picture
/// of a long run is there. Training, server and viewers are processes of their own, as in life.
/// </summary>
static class WatchBenchmark
{
    const int Viewers = 50;

    /// <summary>Seconds with viewers, and as many without.</summary>
    const double Stretch = 5;

    public static async Task Run(double seconds, bool viewersStandAside)
    {
        var folder = Directory.CreateTempSubdirectory("fathom-watch-").FullName;
        try
        {
            var id = Guid.CreateVersion7().ToString();
            // First: what is started later inherits the priority.
            using var training = Role("training", folder, id);
            StandAside();
            await using var server = await WatchServer.Start(new() { RunsFolder = folder, Port = 0, Problem = Console.Error.WriteLine });
            Console.WriteLine(FormattableString.Invariant($"| {Environment.ProcessorCount} cores, load {Load()} before |"));
            await Speed(training, 2);
            using var viewers = Role("viewers", server.Address.ToString(), id, Viewers.ToString(CultureInfo.InvariantCulture));
            // In life the viewers are other machines: here they take what the training and the server leave.
            if (viewersStandAside) viewers.PriorityClass = ProcessPriorityClass.Idle;
            await Live(training, viewers, Math.Max(2, (int)(seconds / (2 * Stretch))));
            viewers.StandardInput.Close();
            training.StandardInput.Close();
            await First(server, folder);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    // As fathom watch does.
    static void StandAside()
    {
        using var self = Process.GetCurrentProcess();
        self.PriorityClass = ProcessPriorityClass.BelowNormal;
    }

    // Watched and unwatched stretches take turns, so that what else the machine does falls on both alike.
    static async Task Live(Process training, Process viewers, int stretches)
    {
        var (bare, watched, delays, serving) = (new List<double>(), new List<double>(), new List<double>(), default(Serving));
        // A server and its viewers live for hours: the seconds in which they compile themselves are told apart.
        var first = await Watched(training, viewers, [], []);
        Console.WriteLine(FormattableString.Invariant($"| the server's first {Stretch} s with viewers | {first.Time.TotalSeconds / Stretch:0.00} of a core |"));
        await Watched(training, viewers, [], []);
        for (var stretch = 0; stretch < stretches; stretch++)
        {
            bare.Add(await Speed(training, Stretch));
            serving += await Watched(training, viewers, watched, delays);
        }

        delays.Sort();
        var shares = bare.Zip(watched, (alone, with) => 1 - with / alone).Order().ToList();
        Console.WriteLine(FormattableString.Invariant($"| {Viewers} viewers, 20 readings a second | reading to picture | median {At(delays, 0.5):0} ms, 95 % {At(delays, 0.95):0} ms, 99 % {At(delays, 0.99):0} ms of {delays.Count} |"));
        Console.WriteLine(FormattableString.Invariant($"| the server | {serving.Time.TotalSeconds / Stretch / stretches:0.00} of a core, {serving.Time.TotalMicroseconds / delays.Count:0} us and {serving.Allocated / 1024.0 / delays.Count:0.0} KiB for a state to a viewer, {serving.Collections} collections |"));
        Console.WriteLine(FormattableString.Invariant($"| the training | slower by | median {100 * At(shares, 0.5):0.0} %, from {100 * shares[0]:0.0} % to {100 * shares[^1]:0.0} % |"));
    }

    static async Task<Serving> Watched(Process training, Process viewers, List<double> speeds, List<double> delays)
    {
        await viewers.StandardInput.WriteLineAsync("come");
        await viewers.StandardOutput.ReadLineAsync();
        var before = Serving.Now;
        speeds.Add(await Speed(training, Stretch));
        var used = Serving.Now - before;
        await viewers.StandardInput.WriteLineAsync("go");
        while (await viewers.StandardOutput.ReadLineAsync() is { } line && line != "gone") delays.Add(double.Parse(line, CultureInfo.InvariantCulture));
        return used;
    }

    static async Task First(WatchServer server, string folder)
    {
        var id = LongRun.Write(folder, 1_000_000);
        // The index takes notice of it first, as in life.
        await Task.Delay(15_000);
        var started = Stopwatch.GetTimestamp();
        await using var viewer = await Viewer.Connect(server.Address, id, default);
        await viewer.Next(default);
        Console.WriteLine(FormattableString.Invariant($"| a run of a million steps | first pictures | {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms |"));
        PictureCost.Write(folder, id);
    }

    static async Task<double> Speed(Process training, double seconds)
    {
        await training.StandardInput.WriteLineAsync(seconds.ToString(CultureInfo.InvariantCulture));
        return double.Parse((await training.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    static Process Role(string role, params string[] words)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var word in (string[])[typeof(WatchBenchmark).Assembly.Location, "watch-" + role, .. words]) start.ArgumentList.Add(word);
        return Process.Start(start)!;
    }

    static double At(List<double> sorted, double share) => sorted.Count == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];

    static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
