using static TorchSharp.torch;

namespace Fathom.Torch.Probes;

/// <summary>A way to see the gradient that arrives at a tensor.</summary>
interface IGradientTap : IDisposable
{
    /// <summary>What the way is called in reports.</summary>
    string Name { get; }

    /// <summary>
    /// Shows the gradient of <paramref name="tensor"/> to the listener under <paramref name="ticket"/>. The network goes on with the
    /// tensor that is returned, which holds the same numbers.
    /// </summary>
    Tensor Tap(Tensor tensor, long ticket);

    /// <summary>Lets go of whatever the tap still held for the backward pass that is over.</summary>
    void Release();
}
