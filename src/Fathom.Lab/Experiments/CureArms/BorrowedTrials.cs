using Fathom.Lab.Trials;

namespace Fathom.Lab.Experiments.CureArms;

/// <summary>Trials that somebody else runs; those of one search are freed when it ends, so that the next may give its own the same numbers.</summary>
sealed class BorrowedTrials(ITrials lender, CancellationToken stop) : ITrials
{
    readonly HashSet<TrialKey> _keys = [];

    public IReadOnlyList<Trial> Run(IReadOnlyList<TrialOrder> orders, Action<TrialProgress>? onProgress = null, CancellationToken cancellation = default)
    {
        _keys.UnionWith(orders.Select(order => order.Key));
        return lender.Run(orders, onProgress, stop);
    }

    public void Release(IEnumerable<TrialKey> keys) => lender.Release(keys);

    public void Dispose() => lender.Release(_keys);
}
