using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Fathom.Torch.Probes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>Tells when a backward pass has added to a leaf's gradient, which TorchSharp does not expose.</summary>
/// <remarks>
/// <para><c>torch::autograd::impl::set_post_acc_grad_hooks(const TensorBase&amp;, std::unique_ptr&lt;PostAccumulateGradHook&gt;)</c> is exported by libtorch_cpu.so. A hook is an object whose
/// first word points to a table of functions: destroy, destroy and free, call with the leaf (and two more that only compiled autograd asks for). A <c>unique_ptr</c> is handed over by the address of
/// a word, which the callee clears. A leaf has one such hook at most and keeps it for as long as it lives; whoever listens comes and goes.</para>
/// <para>The binary interface is an assumption: it is made for the version of libtorch that it was tried with, and <see cref="ArrivalTrial"/> tries it on a few numbers.</para>
/// </remarks>
static unsafe class LeafTap
{
    const string TriedWith = "2.10.";

    // What the table holds before the functions: the offset to the object's top, and its type, which only the functions for compiled autograd would name.
    const int BeforeFunctions = 2;

    // Weak, so that a monitor that nobody has disposed of is not kept.
    static readonly ConcurrentDictionary<long, WeakReference<GradientArrival>> Listening = [];
    static readonly ConditionalWeakTable<Parameter, StrongBox<long>> Tickets = [];
    static readonly Lock Gate = new();
    static readonly delegate* unmanaged<nint, Hook**, void> SetHook;
    static readonly delegate* unmanaged<nint, nint*> HookOf;
    static readonly nint* Functions;
    static long Last;

    static LeafTap()
    {
        try
        {
            if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64) return;
            InitializeDeviceType(DeviceType.CPU);
            if (!__version__.StartsWith(TriedWith, StringComparison.Ordinal)) return;
            var cpu = NativeLibrary.Load(LoadedLibrary.PathOf("libtorch_cpu.so"));
            HookOf = (delegate* unmanaged<nint, nint*>)NativeLibrary.GetExport(cpu, "_ZN5torch8autograd4impl19post_acc_grad_hooksERKN2at6TensorE");
            var free = NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "free");
            var table = (nint*)NativeMemory.AllocZeroed(7, (nuint)sizeof(nint));
            // Both free: leaves may die with the process, when nothing managed may be called any more. NativeMemory is malloc's.
            (table[BeforeFunctions], table[BeforeFunctions + 1]) = (free, free);
            table[BeforeFunctions + 2] = (nint)(delegate* unmanaged<Hook*, nint, void>)&Call;
            table[BeforeFunctions + 3] = table[BeforeFunctions + 4] = (nint)(delegate* unmanaged<Hook*, nint, nint, void>)&Ignore;
            Functions = table + BeforeFunctions;
            SetHook = (delegate* unmanaged<nint, Hook**, void>)NativeLibrary.GetExport(
                cpu, "_ZN5torch8autograd4impl23set_post_acc_grad_hooksERKN2at10TensorBaseESt10unique_ptrINS0_22PostAccumulateGradHookESt14default_deleteIS7_EE");
            IsKnown = true;
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException or IOException or UnauthorizedAccessException)
        {
            IsKnown = false;
        }
    }

    /// <summary>True where leaves can be listened to.</summary>
    public static bool IsKnown { get; }

    /// <summary>Has <paramref name="arrival"/> hear of the gradients of a leaf that asks for them, instead of whoever did; the ticket to leave with, 0 where somebody else has hooked it.</summary>
    public static long Hear(Parameter leaf, GradientArrival arrival)
    {
        lock (Gate)
        {
            if (!Tickets.TryGetValue(leaf, out var ticket))
            {
                if (*HookOf(leaf.Handle) != 0) return 0;
                ticket = new StrongBox<long>(++Last);
                var hook = (Hook*)NativeMemory.Alloc((nuint)sizeof(Hook));
                *hook = new Hook { Functions = Functions, Ticket = ticket.Value };
                SetHook(leaf.Handle, &hook);
                GC.KeepAlive(leaf);
                Tickets.Add(leaf, ticket);
            }

            Listening[ticket.Value] = new WeakReference<GradientArrival>(arrival);
            return ticket.Value;
        }
    }

    /// <summary>Ends that, unless somebody else listens by now.</summary>
    public static void Leave(long ticket, GradientArrival arrival)
    {
        lock (Gate)
        {
            if (Listening.TryGetValue(ticket, out var listening) && (!listening.TryGetTarget(out var present) || ReferenceEquals(present, arrival))) Listening.TryRemove(ticket, out _);
        }
    }

    [UnmanagedCallersOnly]
    static void Call(Hook* hook, nint leaf)
    {
        try
        {
            if (Listening.TryGetValue(hook->Ticket, out var listening) && listening.TryGetTarget(out var arrival)) arrival.Receive(LentGradient.Of(leaf));
        }
        catch (Exception)
        {
            // What could not be read now is read before the step; nothing may cross libtorch.
        }
    }

    [UnmanagedCallersOnly]
    static void Ignore(Hook* hook, nint first, nint second)
    {
    }

    [StructLayout(LayoutKind.Sequential)]
    struct Hook
    {
        public nint* Functions;
        public long Ticket;
    }
}
