using static TorchSharp.torch;

namespace Fathom.Lab.Datasets;

/// <summary>Samples with what the network should answer to each.</summary>
public sealed class SampleSet : IDisposable
{
    internal SampleSet(Tensor features, Tensor targets)
    {
        Features = features.DetachFromDisposeScope();
        Targets = targets.DetachFromDisposeScope();
        Count = features.shape[0];
    }

    /// <summary>One row per sample, float32, in the shape that the network takes.</summary>
    public Tensor Features { get; }

    /// <summary>One row per sample: the class as int64 for cross-entropy (one per time step where the data has them), else float32 in the shape of the network's output.</summary>
    public Tensor Targets { get; }

    /// <summary>How many samples there are, at least 1.</summary>
    public long Count { get; }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Features.Dispose();
        Targets.Dispose();
    }
}
