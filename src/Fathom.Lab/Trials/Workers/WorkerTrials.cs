using System.Collections.Concurrent;
using System.Diagnostics;

namespace Fathom.Lab.Trials.Workers;

/// <summary>Runs trials side by side in child processes. A trial stays with the worker that began it, and what comes out is the same for any number.</summary>
/// <param name="start">How a worker is started: a program that calls <see cref="TrialWorker.Run"/> with its standard streams.</param>
/// <param name="jobs">How many workers there may be, at least 1.</param>
public sealed class WorkerTrials(Func<ProcessStartInfo> start, int jobs) : ITrials
{
    readonly int _jobs = jobs >= 1 ? jobs : throw new ArgumentOutOfRangeException(nameof(jobs), jobs, $"jobs must be at least 1, but was {jobs}.");
    readonly List<WorkerProcess> _workers = [];

    /// <summary>The workers' process ids.</summary>
    public IReadOnlyList<int> ProcessIds => [.. _workers.Select(worker => worker.Id)];

    /// <inheritdoc/>
    public IReadOnlyList<Trial> Run(IReadOnlyList<TrialOrder> orders, Action<TrialProgress>? onProgress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(orders);
        if (orders.Count == 0) return [];
        var results = new ConcurrentDictionary<TrialKey, Trial>();
        // A worker that dies takes one order with it; those it has not begun go to another.
        while (orders.Where(order => !results.ContainsKey(order.Key)).ToList() is { Count: > 0 } left) Round(left, results, onProgress, cancellation);
        return [.. orders.Select(order => results[order.Key])];
    }

    /// <inheritdoc/>
    public void Release(IEnumerable<TrialKey> keys)
    {
        var released = keys.ToList();
        foreach (var worker in _workers) worker.Release(released);
    }

    /// <summary>Ends the workers.</summary>
    public void Dispose()
    {
        foreach (var worker in _workers) worker.Dispose();
        _workers.Clear();
    }

    void Round(List<TrialOrder> orders, ConcurrentDictionary<TrialKey, Trial> results, Action<TrialProgress>? onProgress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Recruit(orders.Count);
        var open = new ConcurrentQueue<TrialOrder>(orders.Where(order => !_workers.Exists(worker => worker.Trials.Contains(order.Key))));
        using var news = new BlockingCollection<TrialProgress>();
        using var killing = cancellation.Register(() => _workers.ForEach(worker => worker.Kill()));
        var work = Task.WhenAll(_workers.Select(worker => Task.Factory.StartNew(Work, worker, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        _ = work.ContinueWith(_ => news.CompleteAdding(), TaskScheduler.Default);
        foreach (var progress in news.GetConsumingEnumerable(CancellationToken.None)) onProgress?.Invoke(progress);
        work.GetAwaiter().GetResult();
        Bury();
        cancellation.ThrowIfCancellationRequested();

        void Work(object? state)
        {
            var worker = (WorkerProcess)state!;
            var own = new Queue<TrialOrder>(orders.Where(order => worker.Trials.Contains(order.Key)));
            while (!worker.IsDead && !cancellation.IsCancellationRequested && (own.TryDequeue(out var order) || open.TryDequeue(out order)))
                results[order.Key] = worker.Run(order, news.Add);
        }
    }

    void Recruit(int orders)
    {
        var wanted = Math.Min(_jobs, orders);
        while (_workers.Count < wanted) _workers.Add(new WorkerProcess(start()));
    }

    void Bury()
    {
        foreach (var dead in _workers.Where(worker => worker.IsDead).ToList())
        {
            dead.Dispose();
            _workers.Remove(dead);
        }
    }
}
