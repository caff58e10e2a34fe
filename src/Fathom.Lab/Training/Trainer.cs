using Fathom.Lab.Datasets;
using Fathom.Lab.Modules;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using Fathom.Torch;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>A recipe made live: its network, its optimizer and its data, ready to be trained step by step.</summary>
/// <remarks>
/// All random numbers come from the recipe's seed: weights, split, and the order of batches each from a generator of their own, and
/// torch's global generator, which the constructor seeds, for whatever else draws. One thread uses a trainer, and no other thread
/// should allocate while it works.
/// </remarks>
public sealed class Trainer : IDisposable
{
    /// <summary>How many steps with a loss that is not finite are taken after the first such one, before a training counts as lost.</summary>
    public const int StepsAfterLoss = 5;

    readonly Batches _batches;
    readonly Func<Tensor, Tensor, Tensor> _loss;

    /// <summary>Loads the data and builds the network.</summary>
    /// <param name="recipe">What to train.</param>
    /// <param name="cancellation">Looked at while the data is read.</param>
    /// <exception cref="RecipeException">The recipe's layers do not fit together or into memory.</exception>
    /// <exception cref="DataException">The data is missing, damaged, or does not fit the network.</exception>
    /// <exception cref="PlatformNotSupportedException">libtorch cannot work on this machine.</exception>
    /// <exception cref="OperationCanceledException">The loading was cancelled.</exception>
    public Trainer(Recipe recipe, CancellationToken cancellation = default)
    {
        TorchRuntime.Require();
        RecipeFile.Check(recipe);
        Recipe = recipe;
        manual_seed(recipe.Seed);
        Dataset = DataLoader.Load(recipe, cancellation);
        try
        {
            Module = NetworkBuilder.Build(recipe);
        }
        catch
        {
            Dataset.Dispose();
            throw;
        }

        Optimizer = OptimizerBuilder.Build(recipe.Training.Optimizer, Module);
        _batches = new Batches(Dataset.Training, recipe.Training.Batch, recipe.Seed);
        _loss = LossFunction.Of(recipe.Loss);
    }

    /// <summary>What is trained.</summary>
    public Recipe Recipe { get; }

    /// <summary>The live network.</summary>
    public NetworkModule Module { get; }

    /// <summary>What turns its gradients into updates.</summary>
    public optim.Optimizer Optimizer { get; }

    /// <summary>What it learns from.</summary>
    public Dataset Dataset { get; }

    /// <summary>Trains; a later call goes on where an earlier one ended.</summary>
    /// <param name="steps">How many steps to take, at least 1.</param>
    /// <param name="takeStep">Gets each loss after its backward pass and must call the optimizer's step; null: only that.</param>
    /// <param name="onStep">Told after each step, on this thread; null: nobody.</param>
    /// <param name="cancellation">Ends the training after the running step.</param>
    /// <returns>What became of the loss, with as many steps as were taken.</returns>
    /// <remarks>
    /// A loss that is not finite is no error: training goes on for <see cref="StepsAfterLoss"/> further steps in which it does not
    /// become finite again, so that whoever watches sees what happens, and then ends.
    /// </remarks>
    public TrainingOutcome Run(
        long steps, Action<Tensor>? takeStep = null, Action<StepProgress>? onStep = null, CancellationToken cancellation = default)
    {
        takeStep ??= _ => Optimizer.step();
        Module.train();
        var (first, last, nonFinite) = (double.NaN, double.NaN, 0);
        var step = 0L;
        while (step < steps && nonFinite <= StepsAfterLoss && !cancellation.IsCancellationRequested)
        {
            last = Step(takeStep);
            if (step++ == 0) first = last;
            nonFinite = double.IsFinite(last) ? 0 : nonFinite + 1;
            onStep?.Invoke(new StepProgress(step, steps, last));
        }

        return new TrainingOutcome(step, first, last)
        {
            Interrupted = step < steps && nonFinite <= StepsAfterLoss,
            Lost = nonFinite > StepsAfterLoss,
        };
    }

    /// <summary>How the network does on the data held out, as it is now.</summary>
    /// <param name="cancellation">Ends the evaluation between two batches.</param>
    /// <returns>Null where nothing is held out, and where the evaluation was cancelled.</returns>
    public HeldOutResult? Evaluate(CancellationToken cancellation = default) =>
        Dataset.HeldOut is { } heldOut ? Evaluation.Of(Module, heldOut, _loss, Dataset.Classes is not null, cancellation) : null;

    /// <summary>Frees the network, the optimizer and the data.</summary>
    public void Dispose()
    {
        Optimizer.Dispose();
        Module.Dispose();
        Dataset.Dispose();
    }

    double Step(Action<Tensor> takeStep)
    {
        using var scope = NewDisposeScope();
        var (features, targets) = _batches.Next();
        Optimizer.zero_grad();
        var loss = _loss(Module.call(features), targets);
        loss.backward();
        takeStep(loss);
        return loss.item<float>();
    }
}
