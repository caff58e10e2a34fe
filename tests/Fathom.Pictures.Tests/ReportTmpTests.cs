using Fathom.Pictures.Reports;
using Fathom.Runs;

namespace Fathom.Pictures.Tests;

public class ReportTmpTests
{
    [Fact]
    public void Tmp()
    {
        var view = Views.Stack(depth: 20) with { Findings = [Views.Vanishing(), Views.Vanishing("linear5", 7) with { Id = "<script>alert(1)</script>", Severity = Fathom.Diagnoses.Severity.Warning }], GuardEvents = [Views.Skip(50), Views.Skip(60)], GuardEventCount = 2,
          Recipe = "name: <script>alert(2)</script>\nnetwork:\n  layers: []\n", Damages = [new("journal", 12, "bad checksum")],
          Trials = [new() { Name = "add-skips", State = "proved", Untreated = 2.3, Treated = 0.4, Reason = "It works." }, new() { Name = "insert-norm+<b>x</b>", State = "refused", Untreated = 2.3, Treated = 2.29 }] };
        view = view with { Manifest = view.Manifest with { Machine = RunMachine.Current, Versions = new Dictionary<string, string> { ["fathom"] = "0.1.0", ["dotnet"] = "10.0.1" } } };
        var watch = System.Diagnostics.Stopwatch.StartNew();
        using var painter = new SvgPainter();
        var band = new DepthBand([.. RunPictures.Layers(view).Select((l, i) => new DepthBandPoint(l, (i - 40) * 0.4 - 1, (i - 40) * 0.3, (i - 40) * 0.2 + 0.3))]);
        var times = new List<string>();
        File.WriteAllText("/tmp/jt/report.html", RunReport.Write(view, painter, new() { Band = band, Version = "0.1.0" }, share => times.Add($"{share:0.00} {watch.ElapsedMilliseconds}")));
        times.Add($"second {watch.ElapsedMilliseconds}");
        File.WriteAllText("/tmp/jt/report-live.html", RunReport.Write(view, painter, new() { Band = band, Interactive = true }, share => times.Add($"{share:0.00} {watch.ElapsedMilliseconds}")));
        times.Add($"{Environment.WorkingSet >> 20} MiB");
        File.WriteAllLines("/tmp/jt/times.txt", times);
    }
}
