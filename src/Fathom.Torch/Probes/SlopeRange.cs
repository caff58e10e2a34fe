using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Probes;

/// <summary>For which numbers an activation's slope is more than a given share of its greatest slope: those strictly between two ends.</summary>
/// <remarks>
/// Told from the output, whose slope follows from it: tanh' = 1 - y², sigmoid' = y (1 - y), softplus' = 1 - e^-y, and so on. GELU, SiLU and Mish
/// turn back below zero, so that two inputs give the same output: for them the input is looked at, and only far below zero, where the slope
/// goes to nothing (to leading order: φ(x) (|x| - 1/|x|) for GELU, |x| e^x for the two others).
/// </remarks>
sealed class SlopeRange
{
    const double SeluFloor = 1.0507009873554805 * 1.6732632423543772;

    readonly Func<double, (double Low, double High)> _above;

    SlopeRange(Func<double, (double Low, double High)> above, bool ofInput = false) => (_above, OfInput) = (above, ofInput);

    /// <summary>True where the numbers are the module's inputs, and only those without any slope are told.</summary>
    public bool OfInput { get; }

    /// <summary>The ends between which the slope is more than <paramref name="share"/> of the greatest.</summary>
    public (double Low, double High) Above(double share) => _above(share);

    /// <summary>The range of an activation; null for every other module, and where neither the output nor the input tells the slope.</summary>
    public static SlopeRange? Of(nn.Module module) => module switch
    {
        IClamp clamp => Between(clamp.Least, clamp.Most),
        ReLU => Between(0, double.PositiveInfinity),
        ReLU6 => Between(0, 6),
        Hardtanh hard => Between(hard.min_val, hard.max_val),
        Hardsigmoid => Between(0, 1),
        Tanh => new(static share => Symmetric(Math.Sqrt(1 - share))),
        Sigmoid => new(static share => Sigmoidal(share)),
        Softsign => new(static share => Symmetric(1 - Math.Sqrt(share))),
        ELU elu => new(share => (Math.Min(0, (share * Math.Max(1, elu.alpha)) - elu.alpha), double.PositiveInfinity)),
        CELU celu => new(share => (celu.alpha * (share - 1), double.PositiveInfinity)),
        SELU => new(static share => (SeluFloor * (share - 1), double.PositiveInfinity)),
        Softplus soft => new(share => (-Math.Log(1 - share) / soft.beta, double.PositiveInfinity)),
        LogSigmoid => new(static share => (double.NegativeInfinity, Math.Log(1 - share))),
        LeakyReLU leaky => new(share => (leaky.negative_slope > share ? double.NegativeInfinity : 0, double.PositiveInfinity)),
        GELU => FarAbove(static below => Math.Exp(-below * below / 2) / Math.Sqrt(2 * Math.PI) * (below - (1 / below))),
        SiLU or Mish => FarAbove(static below => below * Math.Exp(-below)),
        _ => null,
    };

    static SlopeRange Between(double least, double most) => new(_ => (least, most));

    static SlopeRange FarAbove(Func<double, double> slopeBelow) => new(share => (-Reach(share, slopeBelow), double.PositiveInfinity), ofInput: true);

    static (double Low, double High) Symmetric(double end) => (-end, end);

    /// <summary>4 y (1 - y) = share, solved without the difference of near numbers.</summary>
    static (double Low, double High) Sigmoidal(double share)
    {
        var low = share / (2 * (1 + Math.Sqrt(1 - share)));
        return (low, 1 - low);
    }

    /// <summary>The magnitude beyond 3 at which a falling slope reaches <paramref name="share"/>.</summary>
    static double Reach(double share, Func<double, double> slope)
    {
        var (near, far) = (3.0, 100.0);
        for (var halving = 0; halving < 60; halving++)
        {
            var middle = (near + far) / 2;
            if (slope(middle) > share) near = middle;
            else far = middle;
        }

        return far;
    }
}
