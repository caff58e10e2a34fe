using System.Diagnostics;
using Fathom.Journal;
using Fathom.Pictures;

namespace Fathom.Benchmarks.Watching;

/// <summary>What each picture of a long run costs to make, and its size; the shortest of many, which other work on the machine cannot shorten.</summary>
static class PictureCost
{
    public static void Write(string folder, string id)
    {
        var opening = Least(3, () => RunReader.Read(Path.Combine(folder, id)));
        Console.WriteLine(FormattableString.Invariant($"| opening the run | {opening:0.0} ms | |"));
        var view = RunReader.Read(Path.Combine(folder, id));
        foreach (var (name, draw) in new (string, Func<Picture>)[]
        {
            ("loss", () => RunPictures.Loss(view)), ("gradient-map", () => RunPictures.GradientMap(view, cells: 3000)), ("depth-profile", () => RunPictures.DepthProfile(view)),
            ("ledger-waterfall", () => RunPictures.LedgerWaterfall(view)), ("ledger-by-kind", () => RunPictures.LedgerByKind(view)), ("histogram", () => RunPictures.Histogram(view, "linear1", cells: 3000)),
        })
            Console.WriteLine(FormattableString.Invariant($"| {name} | {Least(40, draw):0.00} ms | {draw().Option.Length / 1024.0:0.0} KiB |"));
    }

    static double Least(int times, Func<object> act)
    {
        var least = double.PositiveInfinity;
        for (var time = 0; time < times; time++)
        {
            var started = Stopwatch.GetTimestamp();
            act();
            least = Math.Min(least, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return least;
    }
}
