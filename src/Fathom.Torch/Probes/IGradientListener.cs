namespace Fathom.Torch.Probes;

/// <summary>Is shown gradients on their way back.</summary>
interface IGradientListener
{
    /// <summary>A gradient has arrived at the tensor that was tapped under <paramref name="ticket"/>. It dies with the call.</summary>
    void OnGradient(long ticket, nint gradient);
}
