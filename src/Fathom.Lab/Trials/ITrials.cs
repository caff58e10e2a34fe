namespace Fathom.Lab.Trials;

/// <summary>Runs trials, keeps them alive between pauses, and lets them go on from where they are.</summary>
public interface ITrials : IDisposable
{
    /// <summary>Brings each trial to the step that its order names.</summary>
    /// <param name="orders">At most one for each trial.</param>
    /// <param name="onProgress">Told now and then, on the calling thread; null: nobody.</param>
    /// <param name="cancellation">Ends the trials at once.</param>
    /// <returns>The trials in the order of <paramref name="orders"/>; one that could not be run says why.</returns>
    /// <exception cref="OperationCanceledException">The trials were cancelled; those of this call are lost.</exception>
    IReadOnlyList<Trial> Run(IReadOnlyList<TrialOrder> orders, Action<TrialProgress>? onProgress = null, CancellationToken cancellation = default);

    /// <summary>Frees trials that nobody will continue.</summary>
    void Release(IEnumerable<TrialKey> keys);
}
