using Fathom.Lab.Experiments.Cases;
using Fathom.Lab.Experiments.ReferenceRules;
using Fathom.Torch;

namespace Fathom.Lab.Experiments;

/// <summary>Are ill networks recognised, early and by their cause, and healthy ones left in peace?</summary>
/// <remarks>
/// Every case is trained by its recipe, every step is read, and the monitor is asked after each of the first twenty steps and then after every
/// tenth what ails it. What counts is what had been said by then, as a user who looks in from time to time would hear it.
/// </remarks>
public sealed class Clinic : IDividedExperiment
{
    readonly IReadOnlyList<ClinicCase> _cases;
    readonly int _seeds;

    /// <summary>All cases, with 3 seeds each.</summary>
    public Clinic()
        : this(AllCases.List, seeds: 3)
    {
    }

    internal Clinic(IReadOnlyList<ClinicCase> cases, int seeds) => (_cases, _seeds) = (cases, seeds);

    /// <inheritdoc/>
    public string Name => "clinic";

    /// <inheritdoc/>
    public string Question => "Are ill networks recognised, early and by their cause, and healthy ones left in peace?";

    /// <inheritdoc/>
    public IReadOnlyList<string> Parts => [.. _cases.Select(@case => @case.Name)];

    /// <inheritdoc/>
    public IExperiment Only(string part)
    {
        ArgumentException.ThrowIfNullOrEmpty(part);
        var kept = _cases.Where(@case => @case.Name.Contains(part, StringComparison.Ordinal) || @case.Illness.Equals(part, StringComparison.Ordinal) || (@case.IsHealthy && part.Equals("healthy", StringComparison.Ordinal))).ToList();
        // An ill case without its sister would lack the proof that it is ill.
        return new Clinic([.. kept.Concat(kept.Select(@case => @case.Sister).OfType<ClinicCase>()).Distinct()], _seeds);
    }

    /// <inheritdoc/>
    public ExperimentReport Run(long seed = 1, Action<int, int>? onRow = null, CancellationToken cancellation = default)
    {
        TorchRuntime.Require();
        var runs = new List<ClinicRun>();
        var all = _cases.Count * _seeds;
        foreach (var (@case, offset) in _cases.SelectMany(@case => Enumerable.Range(0, _seeds).Select(offset => (@case, offset))))
        {
            if (cancellation.IsCancellationRequested || Train(@case, seed + offset, cancellation) is not { } run) break;
            runs.Add(run);
            onRow?.Invoke(runs.Count, all);
        }

        return new ClinicReport(Name, runs.Count < all, _seeds, ClinicResults.Of(runs), ClinicTools.Of(runs, AllRules.List));
    }

    static ClinicRun? Train(ClinicCase @case, long seed, CancellationToken cancellation)
    {
        try
        {
            return ClinicTraining.Run(@case, seed, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new InvalidOperationException($"The case {@case.Name} could not be trained with seed {seed}: {fault.Message}", fault);
        }
    }
}
