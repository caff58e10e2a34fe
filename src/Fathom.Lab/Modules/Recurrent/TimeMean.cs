using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>[batch, time, features] to the features' mean over time.</summary>
sealed class TimeMean() : nn.Module<Tensor, Tensor>(nameof(TimeMean))
{
    static readonly long[] Time = [1];

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.mean(Time);
}
