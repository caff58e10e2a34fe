using Fathom.Ledger;
using Fathom.Runs;

namespace Fathom.Pictures.Tests;

/// <summary>Every kind of picture, of a run whose names are as hostile as a recipe's may be.</summary>
static class AllPictures
{
    public const string Hostile = "<script>alert('x')</script>\"&\u0001\ud800";

    public static RunView View { get; } = Make();

    public static IReadOnlyList<Picture> Of(RunView view, Scheme scheme) =>
    [
        RunPictures.Loss(view, scheme), RunPictures.GradientMap(view, scheme), RunPictures.DepthProfile(view, scheme), RunPictures.LedgerWaterfall(view, scheme), RunPictures.LedgerByKind(view, scheme),
        RunPictures.Histogram(view, Hostile, HistogramOf.Gradient, scheme), RunPictures.GradientThroughTime(view, scheme), RunPictures.Findings(view, scheme), RunPictures.Trials(view, scheme),
        RunPictures.Sparkline([3, 2, 1], scheme),
    ];

    static RunView Make()
    {
        var view = Views.Stack(depth: 3, readings: 4);
        return view with
        {
            Manifest = view.Manifest with { Name = Hostile, Versions = new Dictionary<string, string>(StringComparer.Ordinal) { [Hostile] = Hostile }, Machine = new(Hostile, Hostile, 2, 1 << 30) },
            Recipe = $"name: {Hostile}",
            End = new(RunStatus.Finished, 40, Hostile),
            Readings = [.. view.Readings.Select(block => ReadingBlock.Of(block.Reading! with
            {
                Places = [.. block.Reading.Places.Select(place => place with { Name = place.Name == "linear1" ? Hostile : place.Name }), Views.Place(Hostile + "2", "LSTM", LinkKind.Recurrent, 1) with { GradientThroughTime = [0, 0.1, 1] }],
                Parameters = [.. block.Reading.Parameters.Select(parameter => parameter with { Name = parameter.Name == "linear1.weight" ? Hostile + ".weight" : parameter.Name })],
                Ledger = new([new(Hostile, LinkKind.Weight, 0.1), new("sigmoid", LinkKind.Slope, 0)], 1),
            }))],
            Findings = [Views.Vanishing(Hostile) with { Id = Hostile, Summary = Hostile, Meaning = Hostile, Causes = [new(Hostile, 1, Hostile)], Evidence = [new(Hostile, double.NaN, 1)], Treatments = [Hostile], Consequences = [Views.Vanishing(Hostile)] }],
            GuardEvents = [Views.Skip(3) with { Guard = Hostile, Sentence = Hostile }],
            GuardEventCount = 5,
            Trials = [new() { Name = Hostile, State = Hostile, Treated = 1, Untreated = 2, Reason = Hostile }],
            Damages = [new(Hostile, 3, Hostile)],
            Notes = [Hostile],
        };
    }
}
