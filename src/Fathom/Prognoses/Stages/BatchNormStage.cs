using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>A normalisation of each unit over the batch.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Batch">How many numbers one mean is taken over: samples, times positions in a convolutional network.</param>
sealed record BatchNormStage(string Name, double Batch) : Stage(Name)
{
    public override LinkKind Kind => LinkKind.Norm;

    public override bool Learns => IsLearnt;

    /// <summary>Whether a scale and a shift are learnt behind it.</summary>
    public bool IsLearnt { get; init; } = true;

    /// <summary>What is added to the variance before the division; PyTorch's default is 1e-5.</summary>
    public double Epsilon { get; init; }

    // Yang, Pennington, Rao, Sohl-Dickstein and Schoenholz (2019), A mean field theory of batch normalization: in wide networks the
    // batch's members are uncorrelated behind the norm. The batch's size enters by (B-2)/(B-3), which is exact for linear networks;
    // for ReLU it is within 1.2 % of their exact number from B = 8 on.
    public override Passage Pass(Signal signal)
    {
        var variance = Math.Max(0, signal.Square - signal.Product);
        var batch = Batch > 3 ? (Batch - 2) / (Batch - 3) : 1;
        var divisor = variance + Epsilon;
        // Where all inputs look alike there is nothing to tell apart, and no gradient that would.
        if (!(divisor > 0)) return new Passage(new Signal(0, 0, 0), double.NegativeInfinity);
        var output = new Signal(variance / divisor, 0, 0) { IsNormal = signal.IsNormal, ProductSlope = signal.ProductSlope / divisor };
        return new Passage(output, Math.Log(batch / divisor)) { GainResponse = -variance / divisor, SizeResponse = Epsilon / divisor };
    }

    public override string? DoubtAbout(Signal signal) =>
        Batch <= 3 ? $"the mean multiplier of batch-norm is infinite or undefined for batches of {Batch}; it needs more than 3" : Doubt;
}
