using System.Text;
using Fathom.Lab.Modules;
using Fathom.Lab.Recipes;
using Fathom.Lab.Trials;
using Fathom.Recipes;
using Fathom.Torch;
using Fathom.Torch.Guards;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>A training as it was after some step, from which it goes on as if it had never ended.</summary>
/// <remarks>
/// A <see cref="TrainingSnapshot"/> with notes beside the weights: the recipe, the place in the data, what the schedule and the clips know, and
/// what the monitor and its guards have learnt. On the same machine, with as many threads, the weights of a training that goes on from a
/// checkpoint are to the bit those of one that never ended. A checkpoint owns its tensors: dispose of it.
/// </remarks>
public sealed class Checkpoint : IDisposable
{
    const string RecipeNote = "recipe";
    const string CourseNote = "course";
    const string MonitorNote = "monitor";
    const string GuardsNote = "guards";

    readonly TrainingSnapshot _snapshot;

    Checkpoint(TrainingSnapshot snapshot, Recipe recipe) => (_snapshot, Recipe) = (snapshot, recipe);

    /// <summary>What was trained.</summary>
    public Recipe Recipe { get; }

    /// <summary>How many steps were taken.</summary>
    public long Step => _snapshot.Step;

    /// <summary>The loss of the last step; NaN where none was taken.</summary>
    public double Loss => _snapshot.Loss;

    /// <summary>The guards that were on duty, by the names of <see cref="GuardWords"/>; empty where none was, or nobody said.</summary>
    public IReadOnlyList<string> Guards => Text(GuardsNote) is { Length: > 0 } names ? names.Split('\n') : [];

    /// <summary>True where every weight, every buffer and everything that the optimizer remembers is finite.</summary>
    public bool IsFinite => _snapshot.IsFinite;

    /// <summary>Takes a checkpoint between two steps.</summary>
    /// <param name="trainer">The training.</param>
    /// <param name="monitor">The monitor on duty; null where there is none.</param>
    /// <param name="guards">The names of its guards, as <see cref="Guards"/> gives them back; null: none.</param>
    public static Checkpoint Of(Trainer trainer, GradientMonitor? monitor = null, IReadOnlyList<string>? guards = null)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        var snapshot = TrainingSnapshot.Of(trainer.Module, trainer.Optimizer, trainer.Steps, trainer.LastLoss);
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true)) trainer.WriteCourse(writer);
        snapshot.SetNote(CourseNote, memory.ToArray());
        snapshot.SetNote(RecipeNote, Encoding.UTF8.GetBytes(RecipeFile.Write(trainer.Recipe)));
        snapshot.SetNote(GuardsNote, Encoding.UTF8.GetBytes(string.Join('\n', guards ?? [])));
        if (monitor is not null) snapshot.SetNote(MonitorNote, monitor.SaveState());
        return new Checkpoint(snapshot, trainer.Recipe);
    }

    /// <summary>Reads a checkpoint from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file cannot be read, is no checkpoint, is damaged, or was written by a newer version.</exception>
    public static Checkpoint Load(string path)
    {
        if (Directory.Exists(path)) throw new CheckpointException($"{path} must be a checkpoint, but is a folder. Name the file inside it.");
        if (!File.Exists(path)) throw new CheckpointException($"{path} must be a checkpoint, but there is no such file.");
        TrainingSnapshot? snapshot = null;
        try
        {
            snapshot = TrainingSnapshot.Load(path);
            var yaml = snapshot.NoteOf(RecipeNote) ?? throw new CheckpointException($"{path} must be a checkpoint, but is a snapshot of weights only, as guards write them.");
            return new Checkpoint(snapshot, RecipeFile.Parse(Encoding.UTF8.GetString(yaml), path));
        }
        catch (Exception fault)
        {
            snapshot?.Dispose();
            if (fault is RecipeException) throw new CheckpointException($"The recipe in the checkpoint cannot be read, perhaps because a newer Fathom wrote it: {fault.Message}", fault);
            if (fault is IOException or UnauthorizedAccessException or InvalidDataException) throw new CheckpointException(fault.Message, fault);
            throw;
        }
    }

    /// <summary>Writes the checkpoint to a file: either the whole file is there afterwards, or the one that was there before.</summary>
    /// <param name="path">The file; its folder is made where it does not exist.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path) => _snapshot.Save(path);

    /// <summary>Makes a new trainer what was kept; it goes on from there. A monitor is attached after that.</summary>
    /// <param name="trainer">A trainer of the same recipe; it may have another name and plan another number of steps, and its data may lie elsewhere.</param>
    /// <exception cref="CheckpointException">The recipe is another one, or its data has another number of samples.</exception>
    public void RestoreTo(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        Require(trainer.Recipe);
        try
        {
            _snapshot.RestoreTo(trainer.Module, trainer.Optimizer);
            RestoreCourseTo(trainer);
        }
        catch (ArgumentException fault)
        {
            throw new CheckpointException($"The checkpoint does not fit the network of {trainer.Recipe.Name}: {fault.Message}", fault);
        }
    }

    /// <summary>Has a monitor go on where the one was that watched; nothing happens where none did.</summary>
    /// <param name="monitor">A monitor before its first step, attached after <see cref="RestoreTo(Trainer)"/>; its guards take up what guards of the
    /// same name had learnt.</param>
    public void RestoreTo(GradientMonitor monitor)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        if (_snapshot.NoteOf(MonitorNote) is { } learnt) monitor.ResumeFrom(learnt);
    }

    /// <summary>
    /// Makes a trainer go on from the same step, the same place in the data and the same random state, but with the weights that it has and an
    /// optimizer that remembers nothing: for a treated recipe, into whose module the caller has brought what was learnt.
    /// </summary>
    /// <param name="trainer">A trainer of any recipe over the same data.</param>
    /// <exception cref="CheckpointException">The data has another number of samples.</exception>
    public void RestoreCourseTo(Trainer trainer)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        using var reader = new BinaryReader(new MemoryStream(_snapshot.NoteOf(CourseNote) ?? []), Encoding.UTF8);
        trainer.ReadCourse(reader);
        _snapshot.RestoreRandomState();
    }

    /// <summary>The checkpoint of a treated recipe at the same step: with what was learnt as far as it fits, and the same place in the data.</summary>
    /// <param name="treated">The recipe to go on with.</param>
    /// <param name="keepsFunction">Whether norms that are new start as the identity, so that the network's answers stay what they are; false: as the recipe says.</param>
    /// <param name="cancellation">Looked at while the data is read.</param>
    /// <returns>The caller's to dispose of; <c>fathom train --resume</c> goes on from it.</returns>
    /// <exception cref="CheckpointException">Nothing of the network fits, or the data has another number of samples.</exception>
    /// <exception cref="RecipeException">The recipe's layers do not fit together or into memory.</exception>
    /// <exception cref="DataException">The data is missing, damaged, or does not fit the network.</exception>
    public Checkpoint Treat(Recipe treated, bool keepsFunction = true, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(treated);
        Checkpoint? made = null;
        using var generator = new GeneratorState();
        generator.With(() =>
        {
            using var trainer = Continuation.Of(this, treated with { Seed = Recipe.Seed }, keepsFunction, cancellation).Trainer;
            made = Of(trainer, guards: Guards);
        });
        return made!;
    }

    /// <summary>Gives a network and an optimizer of this recipe what was kept.</summary>
    internal void RestoreTo(NetworkModule network, optim.Optimizer optimizer) => _snapshot.RestoreTo(network, optimizer);

    /// <summary>How many steps a recipe has left, at least 1; the recipe must be the one that was trained.</summary>
    internal long StepsLeft(Recipe recipe)
    {
        Require(recipe);
        if (recipe.Training.Steps > Step) return recipe.Training.Steps - Step;
        throw new CheckpointException(FormattableString.Invariant(
            $"The checkpoint has {Step:N0} of {recipe.Training.Steps:N0} steps behind it, so that none is left: plan more of them."));
    }

    /// <summary>Makes sure that a recipe is the one that was trained, wherever its data lies.</summary>
    internal void Require(Recipe recipe)
    {
        if (RecipeDifference.Between(Recipe, recipe) is { } difference)
            throw new CheckpointException($"The checkpoint is of another recipe, {Recipe.Name}: it {difference}.");
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose() => _snapshot.Dispose();

    string? Text(string note) => _snapshot.NoteOf(note) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;
}
