using Fathom.Lab.Recipes;
using Fathom.Lab.Training;

namespace Fathom.Lab.Trials;

/// <summary>The live trials of one process, run one after the other on the calling thread.</summary>
public sealed class LiveTrials : ITrials
{
    readonly Dictionary<TrialKey, LiveTrial> _live = [];
    readonly Dictionary<string, Checkpoint> _checkpoints = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<Trial> Run(IReadOnlyList<TrialOrder> orders, Action<TrialProgress>? onProgress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(orders);
        return [.. orders.Select(order => Run(order, onProgress, cancellation))];
    }

    /// <inheritdoc/>
    public void Release(IEnumerable<TrialKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        foreach (var key in keys)
            if (_live.Remove(key, out var trial)) trial.Dispose();
    }

    /// <summary>Frees all trials.</summary>
    public void Dispose()
    {
        Release([.. _live.Keys]);
        foreach (var checkpoint in _checkpoints.Values) checkpoint.Dispose();
        _checkpoints.Clear();
    }

    Trial Run(TrialOrder order, Action<TrialProgress>? onProgress, CancellationToken cancellation)
    {
        try
        {
            if (!_live.TryGetValue(order.Key, out var trial))
                _live[order.Key] = trial = new LiveTrial(order, order.Start is { } start ? CheckpointOf(start) : null, cancellation);
            return trial.ContinueTo(order.Steps, onProgress, cancellation);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or OutOfMemoryException or PlatformNotSupportedException))
        {
            Release([order.Key]);
            var isRefusal = failure is RecipeException or DataException or CheckpointException;
            return new Trial { Key = order.Key, Failure = new TrialFailure(isRefusal ? failure.Message : $"{FirstLine(failure.Message)} ({failure.GetType().Name})", isRefusal) };
        }
    }

    Checkpoint CheckpointOf(TrialStart start) =>
        _checkpoints.TryGetValue(start.Fingerprint, out var known) ? known : _checkpoints[start.Fingerprint] = start.Load();

    static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd();
}
