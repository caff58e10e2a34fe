using Fathom.Torch.Probes;
using Microsoft.Win32.SafeHandles;

namespace Fathom.Torch.Guards;

/// <summary>A tensor of libtorch's that is freed at the latest when nobody holds this any more.</summary>
sealed class KeptTensor : SafeHandleZeroOrMinusOneIsInvalid
{
    /// <summary>Takes over a tensor that has a count of writes.</summary>
    public KeptTensor(nint tensor)
        : base(ownsHandle: true) => SetHandle(tensor);

    /// <summary>How often its memory was written.</summary>
    public long Version => TensorVersion.Of(handle);

    protected override bool ReleaseHandle()
    {
        LibTorch.Dispose(handle);
        return true;
    }
}
