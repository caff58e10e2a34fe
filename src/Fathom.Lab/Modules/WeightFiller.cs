using Fathom.Prognoses;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Draws first weights from a generator of its own, so that they depend on the seed and the network alone.</summary>
/// <param name="seed">The recipe's seed.</param>
/// <param name="network">The network whose activations say where <see cref="Critical"/> stands.</param>
sealed class WeightFiller(long seed, Network network) : IDisposable
{
    readonly Generator _generator = new(unchecked((ulong)Chance.SeedFor(seed, "weights")), CPU);
    readonly List<(Tensor Weights, Lsuv Init)> _unscaled = [];
    readonly Dictionary<Critical, CriticalPoint> _points = [];

    /// <summary>Weights that are orthogonal so far and wait for data to be scaled by, in the order of their filling.</summary>
    public IReadOnlyList<(Tensor Weights, Lsuv Init)> Unscaled => _unscaled;

    /// <summary>Fills weights whose shape says their fans.</summary>
    public void Fill(Tensor weights, Initialization init) => Fill(weights, init, Fans.Of(weights));

    /// <summary>The recipe's seed.</summary>
    public long Seed => seed;

    /// <summary>Fills weights or biases; biases count with the fans of their layer's weights.</summary>
    public void Fill(Tensor weights, Initialization init, Fans fans)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        switch (init)
        {
            case TorchDefault: Uniform(weights, 1 / Math.Sqrt(fans.In)); break;
            case XavierUniform xavier: Uniform(weights, xavier.Gain * Math.Sqrt(6.0 / (fans.In + fans.Out))); break;
            case XavierNormal xavier: Normal(weights, xavier.Gain * Math.Sqrt(2.0 / (fans.In + fans.Out))); break;
            case HeUniform he: Uniform(weights, Math.Sqrt(3) * Deviation(he.Gain, he.Slope, he.Fan, fans)); break;
            case HeNormal he: Normal(weights, Deviation(he.Gain, he.Slope, he.Fan, fans)); break;
            case LecunUniform: Uniform(weights, Math.Sqrt(3.0 / fans.In)); break;
            case LecunNormal: Normal(weights, Math.Sqrt(1.0 / fans.In)); break;
            case Critical critical: Normal(weights, Deviation(critical, weights, fans)); break;
            case TruncatedNormal normal: Structured.FillTruncated(weights, normal.Deviation, normal.Limit, _generator); break;
            case Orthogonal orthogonal: Structured.FillOrthogonal(weights, orthogonal.Gain, _generator); break;
            case DeltaOrthogonal orthogonal: Structured.FillDeltaOrthogonal(weights, orthogonal.Gain, _generator); break;
            case IdentityWeights identity: Structured.FillIdentity(weights, identity.Gain); break;
            case Lsuv lsuv: FillUnscaled(weights, lsuv); break;
            case Normal normal: Normal(weights, normal.Deviation); break;
            case Uniform uniform: Uniform(weights, uniform.Bound); break;
            case Constant constant: weights.fill_(constant.Value); break;
            case Zeros: weights.zero_(); break;
            default: throw new NotSupportedException($"No filling is known for the initialisation {init.GetType().Name}.");
        }
    }

    public void Dispose() => _generator.Dispose();

    void FillUnscaled(Tensor weights, Lsuv lsuv)
    {
        Structured.FillOrthogonal(weights, 1, _generator);
        _unscaled.Add((weights, lsuv));
    }

    double Deviation(Critical critical, Tensor weights, Fans fans)
    {
        // Worked out by quadrature, so once for all layers.
        if (!_points.TryGetValue(critical, out var point))
            _points[critical] = point = CriticalPoint.Of(network, critical) ?? throw new NotSupportedException("The network's activations have no critical point.");
        return Math.Sqrt(weights.dim() < 2 ? point.BiasVariance : point.WeightVariance / fans.In);
    }

    static double Deviation(double gain, double slope, Fan fan, Fans fans) =>
        gain / Math.Sqrt((1 + slope * slope) * (fan == Fan.In ? fans.In : fans.Out));

    void Uniform(Tensor weights, double bound) => Draw(weights, drawn => drawn.uniform_(-bound, bound, _generator));

    void Normal(Tensor weights, double deviation) => Draw(weights, drawn => drawn.normal_(0, deviation, _generator));

    // Always in 32 bits, so that each precision begins with the same weights.
    static void Draw(Tensor weights, Action<Tensor> draw)
    {
        if (weights.dtype == ScalarType.Float32)
        {
            draw(weights);
            return;
        }

        var drawn = empty(weights.shape, ScalarType.Float32);
        draw(drawn);
        weights.copy_(drawn);
    }
}
