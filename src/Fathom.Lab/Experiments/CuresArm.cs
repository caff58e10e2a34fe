using Fathom.Lab.Cures;

namespace Fathom.Lab.Experiments;

/// <summary>What one way of looking for a cure came to on one case.</summary>
/// <param name="IsCured">Whether a change was proved: the illness is gone, the data held out say so on three seeds or more, and no new error has come.</param>
/// <param name="Illness">The id of the finding that was treated; empty where nothing was found.</param>
/// <param name="Treatment">What was proved; empty where nothing was.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Trainings">What it cost, proof and untreated runs included, in units of one whole training.</param>
/// <param name="SearchTrainings">The same without the proof, as a tool that proves nothing would count.</param>
public sealed record CuresArm(bool IsCured, string Illness, string Treatment, string Reason, double Trainings, double SearchTrainings)
{
    /// <summary>The change as somebody would be told of it; empty where nothing was proved.</summary>
    public string Change { get; init; } = "";

    /// <summary>What runs with and without the change are compared by.</summary>
    public Metric Metric { get; init; }

    /// <summary>After how many steps they are compared; 0 where nothing was proved.</summary>
    public long Steps { get; init; }

    /// <summary>The held-out errors of the proof, seed by seed; empty where nothing was proved.</summary>
    public IReadOnlyList<Pair> Pairs { get; init; } = [];
}
