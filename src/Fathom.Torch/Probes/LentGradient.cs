using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Torch.Probes;

/// <summary>A leaf's gradient as libtorch keeps it, looked at without a handle of its own that must be made and freed.</summary>
/// <remarks>
/// <c>c10::TensorImpl::grad() const</c> is exported by libc10.so and returns a reference to the <c>at::Tensor</c> that the leaf owns; a handle is the address of an
/// <c>at::Tensor</c>, which is one pointer. The binary interface is an assumption: it is tried once on a small tensor, and where it does not hold a handle is made.
/// </remarks>
static unsafe class LentGradient
{
    static readonly delegate* unmanaged[SuppressGCTransition]<nint, nint> Read;
    static readonly nint Undefined;

    static LentGradient()
    {
        try
        {
            if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64) return;
            InitializeDeviceType(DeviceType.CPU);
            var core = NativeLibrary.Load(LoadedLibrary.PathOf("libc10.so"));
            Read = (delegate* unmanaged[SuppressGCTransition]<nint, nint>)NativeLibrary.GetExport(core, "_ZNK3c1010TensorImpl4gradEv");
            Undefined = NativeLibrary.GetExport(core, "_ZN3c1019UndefinedTensorImpl10_singletonE");
            IsKnown = IsRight();
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or IOException or UnauthorizedAccessException)
        {
            IsKnown = false;
        }
    }

    /// <summary>True where gradients can be looked at in this way.</summary>
    public static bool IsKnown { get; }

    /// <summary>The handle of a leaf's gradient, which the leaf may replace or free with the next call to libtorch, and nobody else may; 0 where it has none.</summary>
    public static nint Of(nint leaf)
    {
        var gradient = Read(*(nint*)leaf);
        return *(nint*)gradient == Undefined ? 0 : gradient;
    }

    /// <summary>Has what libtorch keeps of a tensor fetched into the caches, for it is asked of soon: of many tensors, all at once instead of one after the other.</summary>
    public static void Prefetch(nint tensor)
    {
        if (!Sse.IsSupported) return;
        var kept = *(byte**)tensor;
        Sse.Prefetch0(kept);
        Sse.Prefetch0(kept + 64);
        Sse.Prefetch0(kept + 128);
    }

    static bool IsRight()
    {
        using var scope = NewDisposeScope();
        using var ordinary = inference_mode(false);
        using var with = enable_grad();
        var leaf = tensor([1f, 2f], device: CPU, requires_grad: true);
        if (Of(leaf.Handle) != 0) return false;
        (leaf * leaf).sum().backward();
        var lent = Of(leaf.Handle);
        using var own = leaf.grad!;
        return lent != 0 && LibTorch.Data(lent) == LibTorch.Data(own.Handle) && new ReadOnlySpan<float>((float*)LibTorch.Data(lent), 2) is [2f, 4f];
    }
}
