using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>[batch, time, features] to the features of the last time step.</summary>
sealed class LastStepSelection() : nn.Module<Tensor, Tensor>(nameof(LastStepSelection))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.select(1, -1);
}
