using Fathom.Diagnoses;
using Fathom.Ledger;
using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Lab.Training;

/// <summary>What a few steps of training under probes showed.</summary>
public sealed record Examination
{
    /// <summary>The recipe that was examined.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>How many steps were taken; fewer than asked for where the training was interrupted or lost.</summary>
    public required long Steps { get; init; }

    /// <summary>What became of the loss.</summary>
    public required LossRecord Loss { get; init; }

    /// <summary>The readings of the steps.</summary>
    public required ReadingHistory History { get; init; }

    /// <summary>The illnesses found, the worst first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>How gradients were read: "native hooks" or "identity functions"; "none" where no step was begun.</summary>
    public required string GradientPath { get; init; }

    /// <summary>True where the training was stopped before its last step.</summary>
    public bool Interrupted { get; init; }

    /// <summary>What theory expected of the first step, given the size of the data; null where it was not asked.</summary>
    public Prognosis? Prognosis { get; init; }
}
