using System.Runtime.InteropServices;

namespace Fathom.Cli;

/// <summary>Asks the training to stop at the first Ctrl-C; a second one ends the process as if nobody listened.</summary>
sealed class Interruption : IDisposable
{
    readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(ParentWatch.Gone);
    readonly PosixSignalRegistration _interrupt;
    readonly PosixSignalRegistration _terminate;
    int _signals;

    public Interruption()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
    }

    public CancellationToken Token => _stop.Token;

    // Runs on a thread of the runtime while the training thread may be inside libtorch: it must allocate next to nothing.
    void OnSignal(PosixSignalContext signal)
    {
        if (Interlocked.Increment(ref _signals) > 1) return;
        signal.Cancel = true;
        _stop.Cancel();
    }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _stop.Dispose();
    }
}
