using Fathom.Lab.Trials;

namespace Fathom.Lab.Cures;

/// <summary>What a search has spent and may still spend.</summary>
sealed class Purse(CureBudget budget, long trainingSteps, TimeProvider time)
{
    readonly long _start = time.GetTimestamp();
    readonly Dictionary<TrialKey, long> _steps = [];

    /// <summary>How many steps may be taken in all.</summary>
    public long Limit { get; } = budget.StepsFor(trainingSteps);

    /// <summary>How many were taken.</summary>
    public long Spent => _steps.Values.Sum();

    public bool IsTimeOver => budget.Time is { } limit && time.GetElapsedTime(_start) >= limit;

    public void Account(IEnumerable<Trial> trials)
    {
        foreach (var trial in trials) _steps[trial.Key] = Math.Max(trial.Steps, _steps.GetValueOrDefault(trial.Key));
    }

    /// <summary>Whether all of <paramref name="orders"/> may be carried out, as far as they are not already.</summary>
    public bool CanPay(IEnumerable<TrialOrder> orders, double share = 1) =>
        !IsTimeOver && orders.Sum(order => Math.Max(0, order.Steps - _steps.GetValueOrDefault(order.Key))) <= share * (Limit - Spent);
}
