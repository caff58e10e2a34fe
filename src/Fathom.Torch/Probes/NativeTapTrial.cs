using static TorchSharp.torch;

namespace Fathom.Torch.Probes;

/// <summary>Tries libtorch's gradient hooks on two numbers, before a network is trusted to them.</summary>
static class NativeTapTrial
{
    /// <summary>Empty where the hook showed the right gradient, once, and changed nothing; else what went wrong.</summary>
    public static string Run()
    {
        using var scope = NewDisposeScope();
        using var listener = new Listener();
        using var tap = new NativeTap(listener);
        var input = tensor([1f, 2f], requires_grad: true);
        var middle = input * 3;

        var same = ReferenceEquals(tap.Tap(middle, 7), middle);
        (middle * middle).sum().backward();

        using var gradient = input.grad!;
        return !same ? "the tensor was replaced"
            : listener is not { Calls: 1, Ticket: 7 } ? $"a hook was called {listener.Calls} times instead of once"
            : listener.Seen is not [6f, 12f] ? "a hook showed a wrong gradient"
            : gradient.data<float>().ToArray() is not [18f, 36f] ? "a hook changed the gradient"
            : "";
    }

    sealed class Listener : IGradientListener, IDisposable
    {
        public int Calls { get; private set; }

        public long Ticket { get; private set; }

        public float[] Seen { get; private set; } = [];

        public unsafe void OnGradient(long ticket, nint gradient)
        {
            Calls++;
            Ticket = ticket;
            Seen = new ReadOnlySpan<float>((float*)LibTorch.Data(gradient), 2).ToArray();
        }

        public void Dispose()
        {
        }
    }
}
