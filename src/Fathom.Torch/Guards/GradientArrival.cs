using System.Diagnostics;
using System.Runtime.CompilerServices;
using Fathom.Statistics;
using Fathom.Torch.Probes;
using TorchSharp;

namespace Fathom.Torch.Guards;

/// <summary>One large gradient, read as soon as the backward pass has made it, while it lies in the caches.</summary>
/// <remarks>
/// <para>What was read then is what the step will use where three things hold when the step is judged: the leaf's gradient is the memory that was read; libtorch counts no write to it since; and 64
/// numbers, evenly spread, are the same to the bit. The last one is for those who write behind libtorch's back, such as a gradient averaged over machines and copied in through a span.</para>
/// <para>From the arrival to the step the memory is kept, for otherwise it could be freed and another gradient lie in its place; that is no longer than the leaf keeps it in a loop that takes a step after
/// each backward pass. Where gradients are added up over several passes, or changed before the step, nothing is read on arrival for a while.</para>
/// </remarks>
sealed unsafe class GradientArrival : IDisposable
{
    // After so many readings in vain, one after the other, nothing is read for so many steps: what they cost is then a thirtieth.
    const int MostInVain = 3;
    const int Rest = 100;

    const int Samples = 64;

    readonly Lock _gate = new();
    readonly NonFiniteScan _scan = new();
    KeptTensor? _kept;
    Piece _piece;
    long _version;
    ulong _fingerprint;
    bool _isAwaited;
    int _inVain;
    int _rest;
    long _ticks;

    /// <summary>True while the memory of a gradient is kept.</summary>
    public bool IsKept => _kept is not null;

    /// <summary>Has the next gradient that arrives read.</summary>
    public void Await()
    {
        lock (_gate)
        {
            Waste();
            if (_inVain >= MostInVain) (_inVain, _rest) = (0, Rest);
            _isAwaited = _rest == 0 || --_rest == 0;
        }
    }

    /// <summary>Takes a leaf's gradient, to which a backward pass has just added.</summary>
    public void Receive(nint gradient)
    {
        lock (_gate)
        {
            Waste();
            if (!_isAwaited || gradient == 0) return;
            _isAwaited = false;
            if (PieceOf(gradient) is not { } piece || !TensorVersion.IsKept(gradient)) return;
            var began = Stopwatch.GetTimestamp();
            // Another tensor of the same memory and the same count of writes: the leaf may replace its own.
            _kept = new KeptTensor(LibTorch.Detach(gradient));
            if (!_kept.IsInvalid) (_piece, _version, _fingerprint) = (piece, _kept.Version, Fingerprint(piece));
            if (_kept.IsInvalid || _scan.Exceeds(piece)) Forget();
            _ticks += Stopwatch.GetTimestamp() - began;
        }
    }

    /// <summary>True where a leaf's gradient is what was read on arrival, unchanged; it is not kept after this.</summary>
    public bool HasRead(nint gradient)
    {
        lock (_gate)
        {
            if (_kept is null) return false;
            var holds = PieceOf(gradient) == _piece && _kept.Version == _version && Fingerprint(_piece) == _fingerprint;
            _inVain = holds ? 0 : _inVain + 1;
            Forget();
            return holds;
        }
    }

    /// <summary>What reading took since this was last asked, in ticks of the stopwatch.</summary>
    public long TakeTicks() => Interlocked.Exchange(ref _ticks, 0);

    public void Dispose()
    {
        lock (_gate)
        {
            _isAwaited = false;
            Forget();
        }
    }

    /// <summary>Forgets what was read and not asked for.</summary>
    void Waste()
    {
        if (IsKept) _inVain++;
        Forget();
    }

    void Forget()
    {
        _kept?.Dispose();
        _kept = null;
    }

    /// <summary>Where the numbers of a gradient lie; null where they are not one after the other in the processor's memory.</summary>
    static Piece? PieceOf(nint gradient) =>
        LibTorch.Device(gradient) == (int)DeviceType.CPU && !LibTorch.IsSparse(gradient) && TensorMemory.ElementTypeOf(gradient) is { } type && LibTorch.IsContiguous(gradient)
            ? new Piece(LibTorch.Data(gradient), LibTorch.Count(gradient), type)
            : null;

    static ulong Fingerprint(Piece piece)
    {
        var hash = 0UL;
        var size = TensorSummary.ElementSize(piece.Type);
        for (var sample = 0; sample < Samples; sample++)
        {
            var address = (byte*)piece.Address + (piece.Count * sample / Samples * size);
            var bits = size == 8 ? Unsafe.ReadUnaligned<ulong>(address) : size == 4 ? Unsafe.ReadUnaligned<uint>(address) : Unsafe.ReadUnaligned<ushort>(address);
            hash = (hash * 0x9E3779B97F4A7C15) + bits;
        }

        return hash;
    }
}
