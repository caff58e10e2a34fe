using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>A matrix of independent random weights, and biases.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="FanIn">How many numbers flow into one output.</param>
/// <param name="FanOut">How many outputs one number flows into.</param>
/// <param name="WeightVariance">The variance of one weight.</param>
sealed record WeightStage(string Name, double FanIn, double FanOut, double WeightVariance) : Stage(Name)
{
    public override LinkKind Kind => LinkKind.Weight;

    public override bool Learns => true;

    public double BiasVariance { get; init; }

    public double BiasMean { get; init; }

    /// <summary>Whether rows or columns are orthonormal, so that norms do not differ from seed to seed.</summary>
    public bool IsOrthogonal { get; init; }

    /// <summary>Whether the weights are scaled until the output varies by one, as LSUV does.</summary>
    public bool ScalesToOne { get; init; }

    /// <summary>The share of a full window that an output reads on average; below 1 where zeros pad the border.</summary>
    public double Coverage { get; init; } = 1;

    /// <summary>fan-in times the weights' variance: theory's σ_w².</summary>
    public double Gain => FanIn * WeightVariance;

    // Backwards a number of the input collects fan-out gradients of variance v each, and there are fan-in inputs to fan-out outputs:
    // the total squared norm is multiplied by fan-in · v (Glorot and Bengio 2010, equation 6, summed over the units).
    public override Passage Pass(Signal signal)
    {
        var factor = ScalesToOne && signal.Square > 0 ? 1 / signal.Square : Gain * Coverage;
        var bias = BiasVariance + BiasMean * BiasMean;
        var square = factor * signal.Square + bias;
        var output = new Signal(square, BiasMean, factor * signal.Product + bias)
        {
            IsNormal = true,
            ProductSlope = factor * signal.ProductSlope,
        };
        return new Passage(output, Math.Log(factor))
        {
            // Orthonormal columns fewer than the rows keep a random share of a gradient, and that share differs from seed to seed.
            Variance = IsOrthogonal ? Math.Max(0, 2 / FanIn - 2 / FanOut) : 2 / FanIn,
            GainResponse = ScalesToOne ? -1 : 0,
            SizeResponse = square > 0 && !ScalesToOne ? factor * signal.Square / square : 0,
        };
    }
}
