using Fathom.Diagnoses;
using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Lab.Trials;
using Fathom.Recipes;

namespace Fathom.Lab.Cures;

/// <summary>What a search for a cure came to, with its evidence and its cost.</summary>
public sealed record CureReport
{
    /// <summary>The recipe that was to be cured, with the seed and the data that the search used.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>What the search came to.</summary>
    public required CureVerdict Verdict { get; init; }

    /// <summary>Why, and what was learnt, in a sentence or two.</summary>
    public required string Reason { get; init; }

    /// <summary>The untreated run with the first seed.</summary>
    public Trial? Untreated { get; init; }

    /// <summary>The illness; null where the recipe is healthy.</summary>
    public Finding? Illness { get; init; }

    /// <summary>How all candidates fared, in the order in which they were to be tried.</summary>
    public IReadOnlyList<CandidateRecord> Candidates { get; init; } = [];

    /// <summary>The proof of the cure; null where there is none.</summary>
    public Proof? Proof { get; init; }

    /// <summary>What came nearest where nothing was proved; null where nothing came near.</summary>
    public CandidateRecord? BestAttempt { get; init; }

    /// <summary>The seeds' proof of <see cref="BestAttempt"/> that was not to be had; null where none was tried.</summary>
    public Proof? FailedProof { get; init; }

    /// <summary>How many training steps all trials together took, untreated ones too.</summary>
    public long Steps { get; init; }

    /// <summary>How many steps the whole training has; in place those that are left. Null: as many as the recipe says.</summary>
    public long? TrainingSteps { get; init; }

    /// <summary><see cref="Steps"/> in units of one whole training.</summary>
    public double Trainings => (double)Steps / (TrainingSteps ?? Recipe.Training.Steps);

    /// <summary>The checkpoint that all trials went on from; null where they began anew.</summary>
    public TrialStart? Start { get; init; }

    /// <summary>The recipe with the cure, under the same name with "-cured" behind; null where nothing was proved.</summary>
    public Recipe? Cured => Proof is { } proof ? proof.Candidate.Recipe with { Name = $"{Recipe.Name}-cured", Teaches = null } : null;

    /// <summary>The checkpoint as the cured recipe goes on from it: what was learnt is carried over, and the place in the data kept.</summary>
    /// <returns>The caller's to dispose of; null where nothing was proved, or the trials began anew.</returns>
    /// <exception cref="CheckpointException">The checkpoint's file has changed since the search.</exception>
    public Checkpoint? CuredCheckpoint()
    {
        if (Cured is not { } cured || Start is not { } start) return null;
        using var checkpoint = start.Load();
        return checkpoint.Treat(cured, Proof!.Candidate.KeepsFunction);
    }

    /// <summary>What the cure changes in the recipe's YAML, its name aside; empty where nothing was proved.</summary>
    public IReadOnlyList<DiffLine> Diff => Proof is { } proof ? DiffLine.Between(RecipeFile.Write(Recipe), RecipeFile.Write(proof.Candidate.Recipe)) : [];

    /// <summary>The errors that the cured recipe still has, each in its own right; empty where nothing was proved.</summary>
    public IReadOnlyList<Finding> Remaining => Proof is { Treated: [var first, ..] } ? [.. first.Findings.Where(finding => finding.Severity >= Severity.Error)] : [];
}
