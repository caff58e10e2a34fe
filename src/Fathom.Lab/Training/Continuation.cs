using Fathom.Lab.Datasets;
using Fathom.Lab.Modules;
using Fathom.Recipes;

namespace Fathom.Lab.Training;

/// <summary>Trainers that go on from a checkpoint: with its own recipe as if nothing had happened, with a treated one with what can be carried over.</summary>
/// <remarks>
/// A recipe with the checkpoint's seed goes on through the data as the checkpoint would have. With another seed it goes on from the same weights and the
/// same split of the data, for what was learnt from must not be held out; other are the order of the batches from here on, the draws of dropout and its like, and the start
/// of what the treatment has put in.
/// </remarks>
static class Continuation
{
    /// <summary>Loads the data and gives a trainer of <paramref name="recipe"/> what the checkpoint has kept.</summary>
    /// <param name="checkpoint">Where it goes on.</param>
    /// <param name="recipe">The checkpoint's recipe, treated or not, with any seed.</param>
    /// <param name="keepsFunction">Whether norms that are new start as the identity.</param>
    /// <param name="cancellation">Looked at while the data is read.</param>
    /// <exception cref="CheckpointException">Nothing fits.</exception>
    public static (Trainer Trainer, Inheritance Inherited) Of(Checkpoint checkpoint, Recipe recipe, bool keepsFunction, CancellationToken cancellation)
    {
        var own = recipe with { Seed = checkpoint.Recipe.Seed };
        var isTreated = RecipeDifference.Between(checkpoint.Recipe, own) is not null;
        var (trainer, inherited) = isTreated ? Treated(checkpoint, recipe, own, keepsFunction, cancellation) : Untreated(checkpoint, own, cancellation);
        if (recipe.Seed != own.Seed) trainer.Reseed(recipe.Seed);
        return (trainer, inherited);
    }

    static (Trainer, Inheritance) Untreated(Checkpoint checkpoint, Recipe recipe, CancellationToken cancellation)
    {
        var trainer = new Trainer(recipe, cancellation);
        return Filled(trainer, () =>
        {
            checkpoint.RestoreTo(trainer);
            var parameters = trainer.Module.named_parameters().ToList();
            return new Inheritance(parameters.Sum(entry => entry.parameter.numel()), 0, 0, Change: 0) { Remembered = parameters.Count };
        });
    }

    static (Trainer, Inheritance) Treated(Checkpoint checkpoint, Recipe recipe, Recipe own, bool keepsFunction, CancellationToken cancellation)
    {
        using var network = NetworkBuilder.Build(checkpoint.Recipe);
        using var optimizer = OptimizerBuilder.Build(checkpoint.Recipe, network);
        checkpoint.RestoreTo(network, optimizer);
        Transplant? transplant = null;
        var trainer = new Trainer(own, Transplanted, cancellation);
        return Filled(trainer, () =>
        {
            // Numbers of another format are not what this one's optimizer would have remembered.
            var remembered = FormatOf(recipe) == FormatOf(checkpoint.Recipe) ? transplant!.MoveMemory(optimizer, trainer.Optimizer) : 0;
            checkpoint.RestoreCourseTo(trainer);
            // A batch-norm without a past evaluates as the identity, and trains as something else.
            var isComparable = Equals(recipe.Data.Prepare, checkpoint.Recipe.Data.Prepare) && (keepsFunction || !StartsBatchNorm(transplant!));
            var inherited = new Inheritance(
                Numbers(transplant!.Module, transplant.Kept), Numbers(transplant.Module, transplant.Started), Numbers(network, transplant.Lost),
                isComparable ? transplant.Change : double.NaN) { Remembered = remembered };
            return inherited.Kept > 0
                ? inherited
                : throw new CheckpointException("Nothing of what was learnt fits the treated network: that is a new training, and not one that goes on.");
        });

        NetworkModule Transplanted(Dataset data)
        {
            using var batch = data.Training.Features.narrow(0, 0, Math.Min(own.Training.Batch, data.Training.Count));
            transplant = Transplant.Of(checkpoint.Recipe, network, recipe, batch, keepsFunction);
            return transplant.Module;
        }
    }

    /// <summary>The trainer with what <paramref name="fill"/> says; where that fails, nothing is left behind.</summary>
    static (Trainer, Inheritance) Filled(Trainer trainer, Func<Inheritance> fill)
    {
        try
        {
            return (trainer, fill());
        }
        catch
        {
            trainer.Dispose();
            throw;
        }
    }

    /// <summary>The format that an optimizer steps and remembers in.</summary>
    static Precision FormatOf(Recipe recipe) => recipe.Training.LossScale is NoLossScale ? recipe.Training.Precision : Precision.Float32;

    static bool StartsBatchNorm(Transplant transplant) => transplant.Module.named_modules()
        .Any(entry => entry.module is TorchSharp.Modules.BatchNorm && transplant.Started.Contains($"{entry.name}.weight", StringComparer.Ordinal));

    static long Numbers(NetworkModule network, IReadOnlyCollection<string> names) =>
        network.named_parameters().Where(entry => names.Contains(entry.name, StringComparer.Ordinal)).Sum(entry => entry.parameter.numel());
}
