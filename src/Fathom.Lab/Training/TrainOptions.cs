using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Lab.Recording;
using Fathom.Recipes;

namespace Fathom.Lab.Training;

/// <summary>What a whole training does otherwise than its recipe says, and who is told of it.</summary>
public sealed record TrainOptions
{
    /// <summary>How many steps the training has in all, those before a checkpoint included, at least 1; null: as many as the recipe says.</summary>
    public long? Steps { get; init => field = AtLeastOne(value, nameof(Steps)); }

    /// <summary>The seed; null: the recipe's.</summary>
    public long? Seed { get; init; }

    /// <summary>The data; null: the recipe's. How much is taken and held out stays as the recipe says.</summary>
    public DataSource? Data { get; init; }

    /// <summary>The guards on duty, by the names of <see cref="GuardWords"/>; empty for none. Null (default): those of the checkpoint, else "skip-non-finite".</summary>
    public IReadOnlyList<string>? Guards { get; init; }

    /// <summary>The illnesses that are looked for, with their thresholds; all that Fathom knows unless said otherwise.</summary>
    public IReadOnlyList<IDiagnosis> Diagnoses { get; init; } = AllDiagnoses.List;

    /// <summary>The file that gets a checkpoint when the training ends or is interrupted; null (default) for none.</summary>
    public string? SaveTo { get; init; }

    /// <summary>
    /// After how many steps checkpoints are written on the way, at least 1. Null (default): <see cref="SaveTo"/> only at the end, and the checkpoint of
    /// <see cref="Run"/> about every <see cref="CheckpointPause"/>.
    /// </summary>
    public long? SaveEvery { get; init => field = AtLeastOne(value, nameof(SaveEvery)); }

    /// <summary>The probes are read every so many steps, from the first on, whatever it costs; at least 1. Null (default): as often as a hundredth of the time pays for.</summary>
    public int? WatchEvery
    {
        get;
        init => field = value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"WatchEvery must be at least 1, but was {value}.");
    }

    /// <summary>The file that gets what the network answers, now and then (<see cref="Answers"/>); null (default) for none.</summary>
    public string? AnswersTo { get; init; }

    /// <summary>Where the training is recorded, with checkpoints to go on from; null (default) for nowhere. Whoever made it disposes of it.</summary>
    public RunRecording? Run { get; init; }

    /// <summary>
    /// How much work a crash may cost a recorded training, above zero; half a minute unless said otherwise. A checkpoint that takes long is written less
    /// often, so that writing takes two percent of the training's time at the most.
    /// </summary>
    public TimeSpan CheckpointPause
    {
        get;
        init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"CheckpointPause must be above zero, but was {value}.");
    } = CheckpointRhythm.Usual;

    /// <summary>What tells the time between checkpoints; the system's unless said otherwise.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the training goes on; null (default): at the beginning.</summary>
    public Checkpoint? Resume { get; init; }

    /// <summary>Told after each step, on the training's thread; null: nobody. Steps are counted from the very first one.</summary>
    public Action<StepProgress>? OnStep { get; init; }

    /// <summary>Told whenever the data held out was asked, on the training's thread; null: nobody.</summary>
    public Action<HeldOutCheck>? OnHeldOut { get; init; }

    /// <summary>Told of each thing that a guard did, on the training's thread; null: nobody.</summary>
    public Action<GuardEvent>? OnGuardEvent { get; init; }

    /// <summary><paramref name="recipe"/> with the steps, the seed and the data that these options say.</summary>
    public Recipe ApplyTo(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe with
        {
            Seed = Seed ?? recipe.Seed,
            Data = Data is null ? recipe.Data : Data with { Take = recipe.Data.Take, HoldOut = recipe.Data.HoldOut },
            Training = recipe.Training with { Steps = Steps ?? recipe.Training.Steps },
        };
    }

    static long? AtLeastOne(long? value, string name) =>
        value is null or >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 1, but was {value}.");
}
