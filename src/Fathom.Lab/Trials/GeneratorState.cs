using static TorchSharp.torch;

namespace Fathom.Lab.Trials;

/// <summary>A trial's own state of torch's global generator, which all trainings of a process would otherwise draw from in turn.</summary>
sealed class GeneratorState : IDisposable
{
    Tensor? _own;

    /// <summary>Does <paramref name="work"/> with the trial's generator and one thread, and puts back what others had.</summary>
    public void With(Action work)
    {
        using var others = get_rng_state().DetachFromDisposeScope();
        var threads = get_num_threads();
        try
        {
            if (_own is not null) set_rng_state(_own);
            // Sums over several threads depend on how many there are.
            if (threads != 1) set_num_threads(1);
            work();
        }
        finally
        {
            _own?.Dispose();
            _own = get_rng_state().DetachFromDisposeScope();
            set_rng_state(others);
            if (threads != 1) set_num_threads(threads);
        }
    }

    public void Dispose() => _own?.Dispose();
}
