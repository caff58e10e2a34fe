using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>A normalisation of each input's numbers by themselves: layer-norm, or RMS-norm where nothing is subtracted.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Centres">Whether the mean over the units is subtracted.</param>
sealed record NormStage(string Name, bool Centres = true) : Stage(Name)
{
    public override LinkKind Kind => LinkKind.Norm;

    public override bool Learns => true;

    // Ba, Kiros and Hinton (2016), equation 4. What the projection off the mean and the signal takes is of order 1/width.
    public override Passage Pass(Signal signal)
    {
        var centre = Centres ? signal.Mean : 0;
        var variance = Math.Max(0, signal.Square - centre * centre);
        var output = new Signal(1, Centres ? 0 : signal.Mean / Math.Sqrt(variance), (signal.Product - centre * centre) / variance)
        {
            IsNormal = signal.IsNormal,
            ProductSlope = signal.ProductSlope / variance,
        };
        return new Passage(output, -Math.Log(variance)) { GainResponse = -1, SizeResponse = 0 };
    }
}
