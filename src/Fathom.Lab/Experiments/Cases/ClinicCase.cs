using Fathom.Lab.Training;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>One network of the clinic, ill or healthy, and what may be said of it.</summary>
/// <remarks>What is accepted is written from knowledge of the mistake, never from what Fathom says.</remarks>
sealed record ClinicCase
{
    public required string Name { get; init; }

    public required Recipe Recipe { get; init; }

    /// <summary>Where the case is from: a paper, or the mistake in a few words.</summary>
    public required string Source { get; init; }

    /// <summary>Findings of which at least one must be raised, the best answer first; empty for a healthy control.</summary>
    public IReadOnlyList<string> Expected { get; init; } = [];

    /// <summary>Further findings that are true of the network, though they are not what ails it.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>The main causes that count as right: a cause's id, or that of the finding under which the others are folded.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>How many steps are taken before anyone watches.</summary>
    public long WarmSteps { get; init; }

    /// <summary>What no recipe can say: changes to data, parameters or loss before the first step.</summary>
    public Action<Trainer>? Arrange { get; init; }

    /// <summary>Another optimizer than the recipe's; it takes the steps, and the trainer's own takes none.</summary>
    public Func<Trainer, optim.Optimizer>? Optimizer { get; init; }

    /// <summary>The same network with the mistake put right: a healthy control of its own, and the proof that there was a mistake.</summary>
    public ClinicCase? Sister { get; init; }

    public bool IsHealthy => Expected.Count == 0;

    /// <summary>The illness that the case is counted under; empty for a healthy control.</summary>
    public string Illness => IsHealthy ? "" : Expected[0];

    /// <summary>How many steps are watched: all that the recipe plans and that nobody took before.</summary>
    public long Steps => Recipe.Training.Steps - WarmSteps;
}
