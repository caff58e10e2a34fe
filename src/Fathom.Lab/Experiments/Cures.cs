using System.Collections.Concurrent;
using Fathom.Lab.Experiments.CureArms;
using Fathom.Lab.Trials;
using Fathom.Torch;

namespace Fathom.Lab.Experiments;

/// <summary>Are ill recipes cured with proof, healthy ones left as they are, and at which cost beside a random choice and a fixed list?</summary>
public sealed class Cures : IDividedExperiment, IParallelExperiment
{
    const string Usual = "cures";

    readonly IReadOnlyList<CuresCase> _cases;
    readonly Func<ITrials> _trials;
    readonly int _jobs;

    /// <summary>All cases, one after the other in this process.</summary>
    public Cures()
        : this(CuresCase.List, () => new LiveTrials(), jobs: 1)
    {
    }

    internal Cures(IReadOnlyList<CuresCase> cases, Func<ITrials> trials, int jobs, string name = Usual) => (_cases, _trials, _jobs, Name) = (cases, trials, jobs, name);

    /// <summary>The same on the clinic's other recipes, by which no setting of the search was chosen.</summary>
    public static Cures HeldBack { get; } = new(CuresCase.HeldBack, () => new LiveTrials(), jobs: 1, "cures-held-back");

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Question => Name == Usual
        ? "Are ill recipes cured with proof, healthy ones left as they are, and at which cost?"
        : "Are recipes cured as well by which no setting of the search was chosen?";

    /// <inheritdoc/>
    public IReadOnlyList<string> Parts => [.. _cases.Select(@case => @case.Name)];

    /// <inheritdoc/>
    public IExperiment Only(string part)
    {
        ArgumentException.ThrowIfNullOrEmpty(part);
        return new Cures([.. _cases.Where(@case => @case.Name.Contains(part, StringComparison.Ordinal) || @case.Illness.Equals(part, StringComparison.Ordinal))], _trials, _jobs, Name);
    }

    /// <inheritdoc/>
    public IExperiment SideBySide(Func<ITrials> trials, int jobs)
    {
        ArgumentNullException.ThrowIfNull(trials);
        ArgumentOutOfRangeException.ThrowIfLessThan(jobs, 1);
        return new Cures(_cases, trials, jobs, Name);
    }

    /// <inheritdoc/>
    public ExperimentReport Run(long seed = 1, Action<int, int>? onRow = null, CancellationToken cancellation = default)
    {
        TorchRuntime.Require();
        var results = new ConcurrentDictionary<CuresCase, CuresCaseResult>();
        if (_jobs == 1) Study(InTurn(), seed, Keep, cancellation);
        else StudySideBySide(seed, Keep, cancellation);
        return new CuresReport(Name, results.Count < _cases.Count, [.. _cases.Where(results.ContainsKey).Select(@case => results[@case])]);

        void Keep(CuresCase @case, CuresCaseResult result)
        {
            results[@case] = result;
            onRow?.Invoke(results.Count, _cases.Count);
        }
    }

    /// <summary>One of each illness after the other, so that an experiment that is stopped has something of all.</summary>
    ConcurrentQueue<CuresCase> InTurn() => new(
        _cases.GroupBy(@case => @case.Illness, StringComparer.Ordinal).SelectMany(group => group.Select((@case, place) => (@case, place))).OrderBy(entry => entry.place).Select(entry => entry.@case));

    void StudySideBySide(long seed, Action<CuresCase, CuresCaseResult> keep, CancellationToken cancellation)
    {
        var open = InTurn();
        using var done = new BlockingCollection<(CuresCase, CuresCaseResult)>();
        using var halt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var work = Task.WhenAll(Enumerable.Range(0, _jobs).Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        _ = work.ContinueWith(_ => done.CompleteAdding(), TaskScheduler.Default);
        foreach (var (@case, result) in done.GetConsumingEnumerable(CancellationToken.None)) keep(@case, result);
        work.GetAwaiter().GetResult();

        void Work()
        {
            try
            {
                Study(open, seed, (@case, result) => done.Add((@case, result)), halt.Token);
            }
            catch
            {
                // What breaks one of them breaks the experiment: the others need not go on.
                halt.Cancel();
                throw;
            }
        }
    }

    /// <summary>Takes one case after the other until none is left or the experiment is stopped; a case that was not finished is left out.</summary>
    void Study(ConcurrentQueue<CuresCase> open, long seed, Action<CuresCase, CuresCaseResult> keep, CancellationToken cancellation)
    {
        using var trials = _trials();
        while (!cancellation.IsCancellationRequested && open.TryDequeue(out var @case))
        {
            try
            {
                keep(@case, CaseStudy.Of(@case, seed, trials, cancellation));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                throw new InvalidOperationException($"The case {@case.Name} could not be studied: {fault.Message}", fault);
            }
        }
    }
}
