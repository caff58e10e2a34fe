using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Draws first weights from a generator of its own, so that they depend on the seed and the network alone.</summary>
sealed class WeightFiller(long seed) : IDisposable
{
    readonly Generator _generator = new(unchecked((ulong)Chance.SeedFor(seed, "weights")), CPU);

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
            case HeUniform he: Uniform(weights, he.Gain * Math.Sqrt(3.0 / fans.In)); break;
            case HeNormal he: Normal(weights, he.Gain / Math.Sqrt(fans.In)); break;
            case Normal normal: Normal(weights, normal.Deviation); break;
            case Uniform uniform: Uniform(weights, uniform.Bound); break;
            case Constant constant: weights.fill_(constant.Value); break;
            case Zeros: weights.zero_(); break;
            default: throw new NotSupportedException($"No filling is known for the initialisation {init.GetType().Name}.");
        }
    }

    public void Dispose() => _generator.Dispose();

    void Uniform(Tensor weights, double bound) => weights.uniform_(-bound, bound, _generator);

    void Normal(Tensor weights, double deviation) => weights.normal_(0, deviation, _generator);
}
