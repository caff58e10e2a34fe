using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>A normalisation of each input's numbers by themselves: layer-norm, or RMS-norm where nothing is subtracted.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Centres">Whether the mean over the units is subtracted.</param>
sealed record NormStage(string Name, bool Centres = true) : Stage(Name)
{
    public override LinkKind Kind => LinkKind.Norm;

    public override bool Learns => IsLearnt;

    /// <summary>Whether a scale and a shift are learnt behind it.</summary>
    public bool IsLearnt { get; init; } = true;

    /// <summary>What is added to the variance before the division; PyTorch's default is 1e-5.</summary>
    public double Epsilon { get; init; }

    // Ba, Kiros and Hinton (2016), equation 4. What the projection off the mean and the signal takes is of order 1/width.
    public override Passage Pass(Signal signal)
    {
        var centre = Centres ? signal.Mean : 0;
        var variance = Math.Max(0, signal.Square - centre * centre);
        var divisor = variance + Epsilon;
        // Nothing divided by nothing: the signal is dead, and so is the gradient behind it.
        if (!(divisor > 0)) return new Passage(new Signal(0, 0, 0), double.NegativeInfinity);
        var output = new Signal(variance / divisor, Centres ? 0 : signal.Mean / Math.Sqrt(divisor), (signal.Product - centre * centre) / divisor)
        {
            IsNormal = signal.IsNormal,
            ProductSlope = signal.ProductSlope / divisor,
        };
        return new Passage(output, -Math.Log(divisor)) { GainResponse = -variance / divisor, SizeResponse = Epsilon / divisor };
    }
}
