using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>An activation.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Function">The activation.</param>
/// <param name="Width">How many independent units there are.</param>
sealed record SlopeStage(string Name, ActivationFunction Function, double Width) : Stage(Name)
{
    public override LinkKind Kind => LinkKind.Slope;

    public override bool Learns => IsLearnt;

    /// <summary>Whether the activation has a slope that is learnt, as PReLU.</summary>
    public bool IsLearnt { get; init; }

    public override Passage Pass(Signal signal)
    {
        var variance = signal.Variance;
        var moments = Function.Under(signal.Mean, variance);
        var correlation = variance > 0 ? Math.Clamp((signal.Product - signal.Mean * signal.Mean) / variance, -1, 1) : 1;
        var output = new Signal(moments.Square, moments.Mean, moments.Product(correlation))
        {
            SlopeUnevenness = moments.SlopeSquare > 0 ? moments.SlopeFourth / (moments.SlopeSquare * moments.SlopeSquare) : 1,
            ProductSlope = variance > 0 ? signal.ProductSlope * moments.ProductSlope(correlation) / variance : 0,
        };
        // A change of the mean square is one of the variance: the mean stays.
        var share = variance > 0 ? signal.Square / variance : 0;
        return new Passage(output, Math.Log(moments.SlopeSquare))
        {
            Variance = moments.SlopeSquare > 0 ? FiniteWidth.SlopeVariance(moments) / Width : 0,
            Moments = moments,
            GainResponse = moments.SlopeResponse * share,
            SizeResponse = moments.SquareResponse * share,
            SizeNoise = moments.Square > 0 ? Math.Max(0, moments.Fourth / (moments.Square * moments.Square) - 1) / Width : 0,
        };
    }

    public override string? DoubtAbout(Signal signal) =>
        signal.IsNormal ? Doubt : Doubt ?? "what comes in is no sum of many weighted numbers, so that it is not normal as theory takes it to be";
}
