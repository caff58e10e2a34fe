using System.Runtime.InteropServices;

namespace Fathom.Torch.Probes;

/// <summary>Functions of TorchSharp's native library that its managed side keeps to itself; a handle is an <c>at::Tensor*</c>.</summary>
static unsafe partial class LibTorch
{
    const string Library = "LibTorchSharp";

    [LibraryImport(Library, EntryPoint = "THSTensor_data")]
    [SuppressGCTransition]
    public static partial nint Data(nint tensor);

    [LibraryImport(Library, EntryPoint = "THSTensor_ndimension")]
    [SuppressGCTransition]
    public static partial long Dimensions(nint tensor);

    [LibraryImport(Library, EntryPoint = "THSTensor_size")]
    [SuppressGCTransition]
    public static partial long Size(nint tensor, long dimension);

    [LibraryImport(Library, EntryPoint = "THSTensor_stride")]
    [SuppressGCTransition]
    public static partial long Stride(nint tensor, long dimension);

    [LibraryImport(Library, EntryPoint = "THSTensor_type")]
    [SuppressGCTransition]
    public static partial sbyte Type(nint tensor);

    [LibraryImport(Library, EntryPoint = "THSTensor_device_type")]
    [SuppressGCTransition]
    public static partial int Device(nint tensor);

    [LibraryImport(Library, EntryPoint = "THSTensor_is_sparse")]
    [SuppressGCTransition]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool IsSparse(nint tensor);

    [LibraryImport(Library, EntryPoint = "THSTensor_is_contiguous")]
    [SuppressGCTransition]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool IsContiguous(nint tensor);

    [LibraryImport(Library, EntryPoint = "THSTensor_numel")]
    [SuppressGCTransition]
    public static partial long Count(nint tensor);

    [LibraryImport(Library, EntryPoint = "THSTensor_requires_grad")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool RequiresGrad(nint tensor);

    [LibraryImport(Library, EntryPoint = "THSTensor_is_leaf")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool IsLeaf(nint tensor);

    [LibraryImport(Library, EntryPoint = "THSTensor_contiguous")]
    public static partial nint Contiguous(nint tensor);

    [LibraryImport(Library, EntryPoint = "THSTensor_slice")]
    public static partial nint Slice(nint tensor, long dimension, long start, long finish, long step);

    [LibraryImport(Library, EntryPoint = "THSTensor_detach")]
    public static partial nint Detach(nint tensor);

    [LibraryImport(Library, EntryPoint = "THSTensor_alias")]
    public static partial nint Alias(nint tensor);

    [LibraryImport(Library, EntryPoint = "THSTensor_grad")]
    public static partial nint Gradient(nint tensor);

    [LibraryImport(Library, EntryPoint = "THSTensor_dispose")]
    public static partial void Dispose(nint tensor);

    [LibraryImport(Library, EntryPoint = "THSAutograd_isGradEnabled")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool IsGradientEnabled();
}
