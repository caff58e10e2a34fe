using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>A design walked through once, and what follows for the way back.</summary>
sealed class Forecast
{
    readonly int _first;

    public Forecast(IReadOnlyList<Stage> stages, Signal input, PrognosisOptions options, OutputGradient start)
    {
        (Stages, Input, Options, Start) = (stages, input, options, start);
        Walk = Walk.Over(stages, input);
        // The input has no gradient: the way back ends at the output of the first place that has something to learn.
        _first = Math.Max(0, stages.TakeWhile(stage => !stage.Learns).Count());
        Units = Unit.Of(Walk.Steps);
    }

    public IReadOnlyList<Stage> Stages { get; }

    public Signal Input { get; }

    public PrognosisOptions Options { get; }

    public OutputGradient Start { get; }

    public Walk Walk { get; }

    /// <summary>The layers: weights or blocks, each with what follows up to the next.</summary>
    public IReadOnlyList<Unit> Units { get; }

    /// <summary>The steps that the gradient passes, from the output back to the first place that learns.</summary>
    public IEnumerable<Step> WayBack
    {
        get
        {
            for (var index = Walk.Steps.Count - 1; index > _first; index--) yield return Walk.Steps[index];
        }
    }

    /// <summary>The places at whose outputs the gradient arrives behind each link, in the same order.</summary>
    public string PlaceBehind(int link) => Walk.Steps[PositionBehind(link)].Stage.Name;

    /// <summary>How many numbers leave that place for one input.</summary>
    public double CountBehind(int link) => Walk.Steps[PositionBehind(link)].Stage.Count;

    public string LastPlace => Walk.Steps.Count > 0 ? Walk.Steps[^1].Stage.Name : "network";

    public string FirstPlace => _first < Walk.Steps.Count ? Walk.Steps[_first].Stage.Name : LastPlace;

    /// <summary>What is left behind each link, in the ledger's order.</summary>
    public IReadOnlyList<Band> Left()
    {
        var left = new List<Band>(Walk.Steps.Count);
        var (gain, variance, response, noise) = (0.0, 0.0, 0.0, 0.0);
        foreach (var step in WayBack)
        {
            var passage = step.Passage;
            gain += passage.LogGain;
            variance += passage.Variance;
            // What the width does to the signal's size here changes every multiplier above.
            noise += response * response * passage.SizeNoise;
            response = passage.GainResponse + passage.SizeResponse * response;
            left.Add(Band.OfLog(gain, variance, noise + response * response * step.SizeVariance));
        }

        return left;
    }

    /// <summary>The standard deviation, in decades of the whole ledger, that the signal's own size brings in to first order.</summary>
    public double SizeSpread()
    {
        var (response, noise) = (0.0, 0.0);
        Step? last = null;
        foreach (var step in WayBack)
        {
            noise += response * response * step.Passage.SizeNoise;
            response = step.Passage.GainResponse + step.Passage.SizeResponse * response;
            last = step;
        }

        return Math.Sqrt(noise + response * response * (last?.SizeVariance ?? 0)) / (2 * Math.Log(10));
    }

    public ChainLedger Ledger() => new(WayBack.Select(step => step.Link), Start.Norm);

    int PositionBehind(int link) => Walk.Steps.Count - 2 - link;
}
