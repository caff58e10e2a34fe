using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Torch.Probes;

/// <summary>libtorch's own count of how often a tensor's memory was written, views included, which TorchSharp does not expose.</summary>
/// <remarks>
/// <c>at::TensorBase::_version()</c> and <c>at::native::is_inference()</c> are exported by libtorch_cpu.so. Autograd relies on it to notice that a saved tensor was changed. What
/// writes to the memory behind libtorch's back (a span over it, or <c>bytes</c>) is not counted. The binary interface is an assumption: it is
/// tried once on a small tensor.
/// </remarks>
static unsafe class TensorVersion
{
    static readonly delegate* unmanaged[SuppressGCTransition]<nint, long> Read;
    static readonly delegate* unmanaged[SuppressGCTransition]<nint, byte> HasNone;

    static TensorVersion()
    {
        try
        {
            if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64) return;
            InitializeDeviceType(DeviceType.CPU);
            var cpu = NativeLibrary.Load(LoadedLibrary.PathOf("libtorch_cpu.so"));
            Read = (delegate* unmanaged[SuppressGCTransition]<nint, long>)NativeLibrary.GetExport(cpu, "_ZNK2at10TensorBase8_versionEv");
            HasNone = (delegate* unmanaged[SuppressGCTransition]<nint, byte>)NativeLibrary.GetExport(cpu, "_ZN2at6native12is_inferenceERKNS_6TensorE");
            IsKnown = Counts();
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or IOException or UnauthorizedAccessException)
        {
            IsKnown = false;
        }
    }

    /// <summary>True where versions can be read here.</summary>
    public static bool IsKnown { get; }

    /// <summary>True where the tensor has a version: those made in inference mode have none, and asking them ends the process.</summary>
    public static bool IsKept(Tensor tensor)
    {
        var isKept = IsKept(tensor.Handle);
        GC.KeepAlive(tensor);
        return isKept;
    }

    /// <summary>True where the tensor behind a handle has a version.</summary>
    public static bool IsKept(nint tensor) => IsKnown && HasNone(tensor) == 0;

    /// <summary>How often the memory of a tensor with a version was written.</summary>
    public static long Of(Tensor tensor)
    {
        var version = Of(tensor.Handle);
        GC.KeepAlive(tensor);
        return version;
    }

    /// <summary>How often the memory of a tensor with a version, behind a handle, was written.</summary>
    public static long Of(nint tensor) => Read(tensor);

    static bool Counts()
    {
        using var scope = NewDisposeScope();
        using var ordinary = inference_mode(false);
        using var without = no_grad();
        var tensor = zeros(2);
        if (HasNone(tensor.Handle) != 0) return false;
        var before = Of(tensor);
        using var one = 1f.ToScalar();
        tensor.add_(one);
        var changed = Of(tensor);
        tensor[0].fill_(one);
        return before >= 0 && changed == before + 1 && Of(tensor) == before + 2;
    }
}
