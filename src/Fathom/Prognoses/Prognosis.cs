using Fathom.Ledger;
using Fathom.Recipes;
using Fathom.Statistics;

namespace Fathom.Prognoses;

/// <summary>The chain-rule ledger that mean-field theory expects of a network at initialisation, with no data and no training.</summary>
/// <remarks>
/// The links are those that a measured ledger has, under the same names, from the network's output to the output of its first layer.
/// Sources and derivations: docs/theory.md.
/// </remarks>
public sealed class Prognosis
{
    /// <summary>How many depth scales a network can be deep and still train (Schoenholz et al. 2017, figure 5).</summary>
    public const double TrainableDepthScales = 6;

    readonly Forecast _forecast;
    readonly Lazy<IReadOnlyList<Suggestion>> _suggestions;
    readonly Lazy<IReadOnlyList<LayerForecast>> _layers;
    readonly Lazy<DepthScales> _scales;

    internal Prognosis(Forecast forecast)
    {
        _forecast = forecast;
        Ledger = forecast.Ledger();
        Left = forecast.Left();
        Reservations = Fathom.Prognoses.Reservations.For(forecast, TotalDecades);
        _scales = new(() => DepthScales.Of(forecast.Units));
        _layers = new(() => LayerForecasts.Of(forecast.Walk));
        _suggestions = new(() => DesignChanges.For(forecast));
    }

    /// <summary>The expected gains of an infinitely wide network, link by link.</summary>
    public ChainLedger Ledger { get; }

    /// <summary>
    /// Behind each link, in the ledger's order, log10 of the share of the output gradient's norm that is left, as a band over seeds at
    /// the recipe's widths.
    /// </summary>
    public IReadOnlyList<Band> Left { get; }

    /// <summary>
    /// The decades from the network's output to the output of its first layer, as a band over seeds; -∞ where nothing is left, 0 where
    /// there is no link.
    /// </summary>
    public Band TotalDecades => Left.Count > 0 ? Left[^1] : default;

    /// <summary>What is expected at each place, in the order of the forward pass.</summary>
    public IReadOnlyList<LayerForecast> Layers => _layers.Value;

    /// <summary>Where theory does not hold, or only roughly; empty where it holds everywhere.</summary>
    public IReadOnlyList<Reservation> Reservations { get; }

    /// <summary>Single changes that would keep the gradient level, the best first; empty where it is level.</summary>
    public IReadOnlyList<Suggestion> Suggestions => _suggestions.Value;

    /// <summary>What the squared gradient norm is multiplied by in one of the deeper layers, on geometric average: χ; NaN without hidden layers.</summary>
    public double MultiplierPerLayer => Math.Exp(Unit.DeepMean(_forecast.Units));

    /// <summary>
    /// Over how many layers the squared gradient norm changes by the factor e: ξ = 1/|ln χ|, the last hidden layer being repeated until
    /// it rests; ∞ where χ comes to one, NaN without hidden layers.
    /// </summary>
    public double DepthScale => _scales.Value.Gradient;

    /// <summary>
    /// Over how many layers two inputs' differences change by the factor e, so that a network loses the inputs themselves: ξ_c, the
    /// last hidden layer being repeated until it rests; ∞ where differences come to last, NaN without hidden layers.
    /// </summary>
    public double CorrelationDepthScale => _scales.Value.Correlation;

    /// <summary>How deep this design can be and train: six times the smaller depth scale; ∞ where neither limits it.</summary>
    public double MaximumDepth => TrainableDepthScales * Math.Min(DepthScale, CorrelationDepthScale);

    /// <summary>What becomes of the signal on its way forward.</summary>
    public SignalVerdict Signal => Verdicts.On(_forecast);

    /// <summary>The share of seeds for which some ReLU layer outputs zero whatever comes in: one single input's, which bounds it from above.</summary>
    /// <remarks>Lu, Shin, Su and Karniadakis (2019), Dying ReLU and initialization, theorem 3.3: 1 - Π (1 - 2^-width).</remarks>
    public double BornDeadShare
    {
        get
        {
            var alive = 0.0;
            foreach (var step in _forecast.Walk.Steps)
            {
                if (step.Stage is SlopeStage { Function.NegativeSlope: 0 } relu) alive += Math.Log(1 - Math.Pow(2, -relu.Width));
            }

            return 1 - Math.Exp(alive);
        }
    }

    /// <summary>What theory expects of <paramref name="recipe"/>.</summary>
    /// <param name="recipe">The recipe; its data are never touched.</param>
    /// <param name="options">What is known beyond the recipe.</param>
    public static Prognosis Of(Recipe recipe, PrognosisOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        options ??= new();
        var stages = new NetworkReader(recipe.Network, recipe.Training.Batch).Stages();
        var start = OutputGradient.Of(recipe, stages is [.., var last] ? last.Count : 1);
        return new(new Forecast(stages, InputLaw.Of(recipe.Data, options), options, start));
    }

    /// <summary>
    /// The first place on the way back at whose output less than <paramref name="share"/> of the output gradient's norm is left; null
    /// where there is none. From 1e-7 on, a float32 weight does not move when the last layer's do as they should.
    /// </summary>
    public string? FirstBelow(double share)
    {
        var limit = Math.Log10(Require.Positive(share, nameof(share)));
        for (var link = 0; link < Ledger.Links.Count; link++)
        {
            if (!Ledger.Links[link].Counts || Ledger.DecadesLeft(link) < limit) return _forecast.PlaceBehind(link);
        }

        return null;
    }

    /// <summary>
    /// The first place on the way back where a typical entry of the gradient becomes zero in <paramref name="format"/>, without loss
    /// scaling; null where there is none.
    /// </summary>
    public string? FirstUnderflow(FloatFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        for (var link = 0; link < Ledger.Links.Count; link++)
        {
            var entries = Math.Log10(_forecast.Start.Norm) - Math.Log10(_forecast.Start.Batch * _forecast.CountBehind(link)) / 2;
            if (!Ledger.Links[link].Counts || Ledger.DecadesLeft(link) + entries < Math.Log10(format.FlushLimit)) return _forecast.PlaceBehind(link);
        }

        return null;
    }

    /// <summary>The answers that a designer asks for, each in one sentence.</summary>
    public IReadOnlyList<string> Answers => [.. Sentences.About(this, _forecast)];
}
