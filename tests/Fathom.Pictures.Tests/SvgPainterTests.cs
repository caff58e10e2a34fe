namespace Fathom.Pictures.Tests;

public class SvgPainterTests
{
    [Fact]
    public void Tmp()
    {
        var view = Views.Stack(depth: 20) with { Findings = [Views.Vanishing()], GuardEvents = [Views.Skip(50), Views.Skip(60)], GuardEventCount = 2 };
        var broken = Views.Stack(depth: 10, norm: (name, step) => name == "linear1" ? 0 : name == "linear2" && step > 100 ? double.NaN : 1e-3) with { Findings = [Views.Vanishing("linear1", 1) with { Id = "<script>alert(1)</script>" }] };
        var trials = view with { Trials = [new() { Name = "add-skips", State = "proved", Untreated = 2.3, Treated = 0.4 }, new() { Name = "insert-norm+<b>x</b>", State = "refused", Untreated = 2.3, Treated = 2.29 }, new() { Name = "waiting-one", State = "waiting" }] };
        using var painter = new SvgPainter();
        foreach (var scheme in new[] { Scheme.Light, Scheme.Dark })
            foreach (var picture in new[] { RunPictures.Loss(view, scheme), RunPictures.GradientMap(view, scheme), RunPictures.DepthProfile(view, scheme, null, new([.. RunPictures.Layers(view).Select((l, i) => new DepthBandPoint(l, (i - 40) * 0.4 - 1, (i - 40) * 0.3, (i - 40) * 0.2 + 0.3))])),
                RunPictures.LedgerWaterfall(view, scheme), RunPictures.LedgerByKind(view, scheme), RunPictures.Histogram(Views.Stack(norm: null), "linear3", HistogramOf.Weight, scheme), RunPictures.Findings(view, scheme), RunPictures.Trials(trials, scheme), RunPictures.Sparkline([3, 2, 1.5, double.NaN, 1, 0.8], scheme),
                RunPictures.GradientMap(broken, scheme) with { Id = "broken-map" }, RunPictures.DepthProfile(broken, scheme) with { Id = "broken-profile" }, RunPictures.Findings(broken, scheme) with { Id = "broken-findings" } })
            {
                File.WriteAllText($"/tmp/jt/{picture.Id}-{scheme}.svg", painter.DrawDocument(picture, scheme));
                using var png = PngPainter.TryCreate()!;
                File.WriteAllBytes($"/tmp/jt/{picture.Id}-{scheme}.png", png.Paint(painter.DrawDocument(picture, scheme)));
                File.WriteAllText("/tmp/jt/face.txt", png.Face);
                File.WriteAllText($"/tmp/jt/{picture.Id}.txt", picture.Description + picture.Cap + "\n" + picture.Table.ToCsv());
            }
    }
}
