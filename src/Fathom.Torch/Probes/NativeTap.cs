using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Torch.Probes;

/// <summary>libtorch's own gradient hooks, which TorchSharp does not expose: no node in the graph, under a microsecond each.</summary>
/// <remarks>
/// <para><c>at::TensorBase::_register_hook(std::function&lt;TensorBase(const TensorBase&amp;)&gt;)</c> is exported by libtorch_cpu.so.
/// A libstdc++ <c>std::function</c> is 16 bytes of storage, a manager and an invoker; a <c>TensorBase</c> is one pointer. Returning
/// the undefined tensor leaves the gradient as it is.</para>
/// <para>This is an assumption about a binary interface. So it is tried once on a small tensor, and where anything differs the
/// portable way is taken.</para>
/// </remarks>
sealed unsafe class NativeTap : IGradientTap
{
    static readonly Lock Gate = new();
    static readonly delegate* unmanaged<nint, StdFunction*, uint> Register;
    static readonly nint Undefined;
    static IGradientListener?[] Listeners = new IGradientListener?[8];

    readonly int _listener;

    static NativeTap()
    {
        try
        {
            Refusal = "it is known for linux-x64 only";
            if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64) return;
            InitializeDeviceType(DeviceType.CPU);
            var cpu = NativeLibrary.Load(LoadedLibrary.PathOf("libtorch_cpu.so"));
            var core = NativeLibrary.Load(LoadedLibrary.PathOf("libc10.so"));
            Register = (delegate* unmanaged<nint, StdFunction*, uint>)NativeLibrary.GetExport(
                cpu, "_ZNK2at10TensorBase14_register_hookESt8functionIFS0_RKS0_EE");
            Undefined = NativeLibrary.GetExport(core, "_ZN3c1019UndefinedTensorImpl10_singletonE");
            Refusal = NativeTapTrial.Run();
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or IOException or UnauthorizedAccessException)
        {
            Refusal = error.Message;
        }
    }

    public NativeTap(IGradientListener listener)
    {
        lock (Gate)
        {
            _listener = Array.IndexOf(Listeners, null);
            if (_listener < 0)
            {
                _listener = Listeners.Length;
                // Readers hold the old array until they look again; its entries stay true.
                Array.Resize(ref Listeners, 2 * _listener);
            }

            Listeners[_listener] = listener;
        }
    }

    /// <summary>Why native hooks can't be used here; empty where they can.</summary>
    public static string Refusal { get; }

    public string Name => "native hooks";

    public Tensor Tap(Tensor tensor, long ticket)
    {
        StdFunction function;
        function.Ticket = (nint)ticket;
        function.Listener = _listener;
        function.Manager = (nint)(delegate* unmanaged<nint*, nint*, int, byte>)&Manage;
        function.Invoker = (nint)(delegate* unmanaged<nint*, nint*, nint*, nint>)&Invoke;
        _ = Register(tensor.Handle, &function);
        GC.KeepAlive(tensor);
        return tensor;
    }

    public void Release()
    {
    }

    public void Dispose()
    {
        lock (Gate) Listeners[_listener] = null;
    }

    // The operations of libstdc++'s std::function manager: 0 type, 1 address, 2 copy, 3 destroy. The storage holds plain numbers.
    [UnmanagedCallersOnly]
    static byte Manage(nint* destination, nint* source, int operation)
    {
        if (operation == 0) *destination = 0;
        else if (operation == 1) *destination = (nint)source;
        else if (operation == 2) (destination[0], destination[1]) = (source[0], source[1]);
        return 0;
    }

    [UnmanagedCallersOnly]
    static nint Invoke(nint* result, nint* storage, nint* gradient)
    {
        *result = Undefined;
        try
        {
            if (*gradient != Undefined) Listeners[storage[1]]?.OnGradient(storage[0], (nint)gradient);
        }
        catch (Exception)
        {
            // Listeners keep their own faults; what they fail to keep must still not cross libtorch.
        }
        return (nint)result;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct StdFunction
    {
        public nint Ticket;
        public nint Listener;
        public nint Manager;
        public nint Invoker;
    }
}
