using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Each sample in another shape.</summary>
sealed class ReshapeModule(long[] shape) : nn.Module<Tensor, Tensor>(nameof(ReshapeModule))
{
    public override Tensor forward(Tensor input) => input.reshape([input.shape[0], .. shape]);
}
