using static TorchSharp.torch;

namespace Fathom.Torch;

/// <summary>An optimizer that does something beside the step of another one. Guards look through it at the state of the inner one.</summary>
public interface IWrapsOptimizer
{
    /// <summary>The optimizer whose step is taken.</summary>
    optim.Optimizer Inner { get; }

    /// <summary>Which share of each weight, times the learning rate, is taken off beside the inner step; 0 for none.</summary>
    double WeightDecay { get; }
}
