using Fathom.Diagnoses;
using Fathom.Lab.Trials;

namespace Fathom.Lab.Tests.Cures;

/// <summary>Trials that take no time: what each comes to is made up by a rule.</summary>
sealed class ScriptedTrials(Func<TrialOrder, Trial> rule) : ITrials
{
    readonly Dictionary<TrialKey, Trial> _trials = [];

    /// <summary>Every order, in the order in which they came.</summary>
    public List<TrialOrder> Orders { get; } = [];

    public IReadOnlyList<Trial> Run(IReadOnlyList<TrialOrder> orders, Action<TrialProgress>? onProgress = null, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        Orders.AddRange(orders);
        return [.. orders.Select(Continue)];
    }

    public void Release(IEnumerable<TrialKey> keys)
    {
    }

    public void Dispose()
    {
    }

    /// <summary>A trial with a held-out loss and findings.</summary>
    public static Trial Of(TrialOrder order, double heldOut, params string[] errors) => new()
    {
        Key = order.Key,
        Losses = [.. Enumerable.Repeat(heldOut, (int)order.Steps)],
        HeldOut = [new(order.Steps, heldOut, 0.5)],
        Findings = [.. errors.Select(id => Found(id))],
        BaselineLoss = 2.3,
    };

    public static Finding Found(string id, Severity severity = Severity.Error) =>
        new() { Id = id, Severity = severity, Place = "linear1", Step = 3, Summary = "It is there.", Causes = [new("activation-slopes", 1, "because")] };

    Trial Continue(TrialOrder order)
    {
        var before = _trials.GetValueOrDefault(order.Key);
        var after = rule(order);
        return _trials[order.Key] = after with { HeldOut = [.. before?.HeldOut ?? [], .. after.HeldOut] };
    }
}
