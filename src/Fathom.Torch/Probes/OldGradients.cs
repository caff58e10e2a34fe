using TorchSharp.Modules;

namespace Fathom.Torch.Probes;

/// <summary>Tells whether anybody has cleared the gradients since the step before.</summary>
/// <remarks>
/// A few numbers of a few gradients are kept when a step is over, and compared to the bit whenever a backward pass of the next step begins. A loop
/// that clears its gradients shows others, zeros or none at one of these beginnings at least, in whatever order it calls; where all beginnings show
/// the old ones, this step's gradient is added to that of the step before. Several backward passes in a step change what the later ones find, so that
/// a loop that accumulates and never clears is not recognised.
/// </remarks>
sealed unsafe class OldGradients
{
    const int MostParameters = 4;
    const int MostNumbers = 64;

    readonly Sample[] _samples;
    bool? _wereThere;

    /// <param name="owned">Parameters whose gradients the optimizer's <c>zero_grad()</c> clears; the smallest are looked at.</param>
    public OldGradients(IEnumerable<Parameter> owned) => _samples = [.. owned.OrderBy(parameter => parameter.numel()).Take(MostParameters).Select(parameter => new Sample(parameter))];

    /// <summary>Keeps the gradients as they are when a step is over.</summary>
    public void Keep()
    {
        _wereThere = null;
        foreach (var sample in _samples) sample.Keep();
    }

    /// <summary>Compares them at the beginning of a backward pass.</summary>
    public void Compare()
    {
        var (known, same) = (false, true);
        foreach (var sample in _samples)
        {
            if (!sample.Holds) continue;
            known = true;
            same &= sample.IsThere();
        }

        if (known) _wereThere = same && _wereThere != false;
    }

    /// <summary>Whether they were there at all beginnings since; null where none was seen, or nothing was kept. What was kept is let go.</summary>
    public bool? Take()
    {
        var wereThere = _wereThere;
        _wereThere = null;
        foreach (var sample in _samples) sample.Forget();
        return wereThere;
    }

    sealed class Sample(Parameter parameter)
    {
        readonly byte[] _kept = new byte[MostNumbers * sizeof(double)];
        readonly byte[] _now = new byte[MostNumbers * sizeof(double)];
        int _length;

        /// <summary>False where there was no gradient, or one of zeros: then cleared and left look alike.</summary>
        public bool Holds => _length > 0;

        public void Forget() => _length = 0;

        public void Keep()
        {
            _length = Read(_kept);
            if (_kept.AsSpan(0, _length).IndexOfAnyExcept((byte)0) < 0) Forget();
        }

        public bool IsThere() => Read(_now) == _length && _now.AsSpan(0, _length).SequenceEqual(_kept.AsSpan(0, _length));

        int Read(byte[] to)
        {
            if (parameter.IsInvalid) return 0;
            var gradient = LibTorch.Gradient(parameter.Handle);
            if (gradient == 0) return 0;
            try
            {
                if (TensorMemory.ElementTypeOf(gradient) is not { } type) return 0;
                using var memory = TensorMemory.Open(gradient, type);
                var length = (int)Math.Min(MostNumbers, memory.Count) * FloatBytes.Of(type);
                new ReadOnlySpan<byte>((void*)memory.Address, length).CopyTo(to);
                return length;
            }
            finally
            {
                LibTorch.Dispose(gradient);
            }
        }
    }
}
