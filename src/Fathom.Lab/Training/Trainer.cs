using Fathom.Lab.Datasets;
using Fathom.Lab.Modules;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using Fathom.Torch;
using Fathom.Torch.Guards;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Fathom.Lab.Training;

/// <summary>A recipe made live: its network, its optimizer and its data, ready to be trained step by step.</summary>
/// <remarks>
/// <para>All random numbers come from the recipe's seed: weights, split, and the order of batches each from a generator of their own, and
/// torch's global generator, which the constructor seeds, for whatever else draws. One thread uses a trainer, and no other thread
/// should allocate while it works.</para>
/// <para>A step is, in this order: the schedule sets the learning rates; gradients are zeroed; forward; the loss, and what the weights' size adds
/// to it; backward, scaled as the recipe says, and what preserving gradients adds to theirs; clipping; the optimizer's step with its decay and bounds. Whoever takes the
/// step reads parameter gradients as the optimizer gets them, after clipping; a ledger's gradients, heard during backward, are from before.</para>
/// </remarks>
public sealed class Trainer : IDisposable
{
    /// <summary>How many steps with a loss that is not finite are taken after the first such one, before a training counts as lost.</summary>
    public const int StepsAfterLoss = 5;

    readonly Batches _batches;
    readonly Numbers _numbers;
    readonly Penalty _penalty;
    readonly GradientPreservation? _preservation;
    readonly LearningRateSchedule _schedule;
    readonly IReadOnlyList<IGradientClip> _clips;
    readonly IReadOnlyList<(string name, Parameter parameter)> _parameters;
    readonly LossScaler? _scaler;

    /// <summary>Loads the data and builds the network.</summary>
    /// <param name="recipe">What to train.</param>
    /// <param name="cancellation">Looked at while the data is read.</param>
    /// <exception cref="RecipeException">The recipe's layers do not fit together or into memory.</exception>
    /// <exception cref="DataException">The data is missing, damaged, or does not fit the network.</exception>
    /// <exception cref="PlatformNotSupportedException">libtorch cannot work on this machine.</exception>
    /// <exception cref="OperationCanceledException">The loading was cancelled.</exception>
    public Trainer(Recipe recipe, CancellationToken cancellation = default)
        : this(recipe, network: null, cancellation)
    {
    }

    /// <summary>Loads the data and takes a network of <paramref name="recipe"/> that has learnt already; null: a new one.</summary>
    internal Trainer(Recipe recipe, Func<Dataset, NetworkModule>? network, CancellationToken cancellation)
    {
        TorchRuntime.Require();
        RecipeFile.Check(recipe);
        Recipe = recipe;
        manual_seed(recipe.Seed);
        Loss = LossFunction.Of(recipe.Loss);
        _numbers = new Numbers(recipe.Training.Precision, lossIsScaled: recipe.Training.LossScale is not NoLossScale);
        Dataset = DataLoader.Load(recipe, cancellation);
        _batches = new Batches(Dataset.Training, recipe.Training.Batch, recipe.Seed);
        try
        {
            Module = network is null ? NetworkBuilder.Build(recipe) : network(Dataset);
            PrepareModule(isNew: network is null);
            _preservation = GradientPreservation.Of(recipe, Module);
            Optimizer = OptimizerBuilder.Build(recipe, Module);
        }
        catch
        {
            Module?.Dispose();
            Dataset.Dispose();
            throw;
        }

        _scaler = Optimizer as LossScaler;
        _parameters = [.. Module.named_parameters().Select(entry => (entry.name, _scaler?.CopyOf(entry.parameter) ?? entry.parameter))];
        _penalty = new Penalty(recipe.Training, Module.parameters());
        _schedule = new LearningRateSchedule(recipe.Training.Schedule, recipe.Training.Steps, Optimizer);
        _clips = Clipping.Of(recipe.Training);
    }

    /// <summary>What is trained.</summary>
    public Recipe Recipe { get; }

    /// <summary>The live network.</summary>
    public NetworkModule Module { get; }

    /// <summary>What turns its gradients into updates.</summary>
    public optim.Optimizer Optimizer { get; }

    /// <summary>What it learns from.</summary>
    public Dataset Dataset { get; }

    /// <summary>How many steps were taken in all, those before a checkpoint included.</summary>
    public long Steps { get; private set; }

    /// <summary>The loss of the first step ever taken; NaN before it.</summary>
    public double FirstLoss { get; private set; } = double.NaN;

    /// <summary>The loss of the latest step; NaN before the first.</summary>
    public double LastLoss { get; private set; } = double.NaN;

    /// <summary>What clipping did in the last step; untouched where the recipe clips nothing.</summary>
    public ClipResult LastClip { get; private set; } = new(double.NaN, 1);

    /// <summary>The mean loss of a batch, from answers and targets; who sets another trains by a loss that no recipe can say.</summary>
    internal Func<Tensor, Tensor, Tensor> Loss { get; set; }

    /// <summary>Trains; a later call goes on where an earlier one ended.</summary>
    /// <param name="steps">How many steps to take, at least 1.</param>
    /// <param name="takeStep">Gets each loss after its backward pass and must call the optimizer's step; null: only that.</param>
    /// <param name="onStep">Told after each step, on this thread; null: nobody.</param>
    /// <param name="cancellation">Ends the training after the running step.</param>
    /// <returns>What became of the loss, with as many steps as were taken.</returns>
    /// <exception cref="DataException">The data failed in the middle of the training; the weights are those of the step before.</exception>
    /// <remarks>
    /// A loss that is not finite is no error: training goes on for <see cref="StepsAfterLoss"/> further steps in which it does not
    /// become finite again, so that whoever watches sees what happens, and then ends.
    /// </remarks>
    public TrainingOutcome Run(
        long steps, Action<Tensor>? takeStep = null, Action<StepProgress>? onStep = null, CancellationToken cancellation = default) =>
        Run(steps, takeStep ?? (_ => Optimizer.step()), monitor: null, onStep, cancellation);

    /// <summary>Trains under a monitor, whose guards may skip steps and end the training.</summary>
    /// <param name="steps">How many steps to take, at least 1.</param>
    /// <param name="monitor">Attached to this trainer's module and optimizer.</param>
    /// <param name="onStep">Told after each step, on this thread; null: nobody.</param>
    /// <param name="cancellation">Ends the training after the running step.</param>
    /// <returns>What became of the loss; <see cref="TrainingOutcome.StopReason"/> says so where a guard ended it.</returns>
    /// <exception cref="DataException">The data failed in the middle of the training; the weights are those of the step before.</exception>
    public TrainingOutcome RunGuarded(
        long steps, GradientMonitor monitor, Action<StepProgress>? onStep = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        return Run(steps, loss => monitor.Step(loss, LastClip.Factor), monitor, onStep, cancellation);
    }

    TrainingOutcome Run(
        long steps, Action<Tensor> takeStep, GradientMonitor? monitor, Action<StepProgress>? onStep, CancellationToken cancellation)
    {
        Module.train();
        var (first, last, nonFinite) = (double.NaN, double.NaN, 0);
        var step = 0L;
        while (step < steps && nonFinite <= StepsAfterLoss && !cancellation.IsCancellationRequested && monitor is not { ShouldStop: true })
        {
            last = Step(takeStep);
            if (step++ == 0) first = last;
            nonFinite = double.IsFinite(last) ? 0 : nonFinite + 1;
            onStep?.Invoke(new StepProgress(step, steps, last));
        }

        return new TrainingOutcome(step, first, last)
        {
            Interrupted = step < steps && nonFinite <= StepsAfterLoss && monitor is not { ShouldStop: true },
            Lost = nonFinite > StepsAfterLoss,
            StopReason = monitor?.StopReason,
        };
    }

    /// <summary>How the network does on the data held out, as it is now.</summary>
    /// <param name="cancellation">Ends the evaluation between two batches.</param>
    /// <returns>Null where nothing is held out, and where the evaluation was cancelled.</returns>
    public HeldOutResult? Evaluate(CancellationToken cancellation = default) =>
        Dataset.HeldOut is { } heldOut ? Evaluation.Of(Module, heldOut, Loss, _numbers, YesAbove, cancellation) : null;

    /// <summary>What the network answers to samples, as it answers outside of training; in the caller's dispose scope. It is as if it had not been asked.</summary>
    internal Tensor Ask(Tensor features)
    {
        var wasTraining = Module.training;
        Module.eval();
        try
        {
            using var without = no_grad();
            return Module.call(_numbers.Stored(features));
        }
        finally
        {
            if (wasTraining) Module.train();
        }
    }

    /// <summary>Frees the network, the optimizer and the data.</summary>
    public void Dispose()
    {
        Optimizer.Dispose();
        _penalty.Dispose();
        Module.Dispose();
        Dataset.Dispose();
    }

    /// <summary>What a single output says yes above: a probability or a logit; null where there are no classes.</summary>
    double? YesAbove => Dataset.Classes is null ? null : Recipe.Loss is Bce ? 0.5 : 0;

    void PrepareModule(bool isNew)
    {
        _numbers.Check(Module, Recipe);
        // Scaling by data would rescale what was learnt.
        if (!isNew) return;
        using var scope = NewDisposeScope();
        var first = Dataset.Training.Features.narrow(0, 0, Math.Min(Recipe.Training.Batch, Dataset.Training.Count));
        SequentialScaling.Apply(Module, _numbers.Stored(first), Recipe);
    }

    double Step(Action<Tensor> takeStep)
    {
        using var scope = NewDisposeScope();
        // First of all, so that weights and optimizer are whole where the data fails.
        var (features, targets) = _batches.Next();
        _schedule.BeforeStep();
        Optimizer.zero_grad();
        _preservation?.Listen();
        var answers = Module.call(_numbers.Stored(features));
        var loss = _penalty.AddTo(Loss(_numbers.ForLoss(answers), _numbers.ForLoss(targets)));
        (_scaler?.Scale(loss) ?? loss).backward();
        _preservation?.AddToGradients(_scaler?.CurrentScale ?? 1);
        _scaler?.Unscale();
        Clip();
        takeStep(loss);
        var value = Numbers.Read(loss);
        _schedule.AfterStep(value);
        if (Steps++ == 0) FirstLoss = value;
        return LastLoss = value;
    }

    /// <summary>Writes down where the training is, all but weights, buffers, the optimizer's memory and torch's random state.</summary>
    internal void WriteCourse(BinaryWriter writer)
    {
        writer.Write(Steps);
        writer.Write(FirstLoss);
        writer.Write(LastLoss);
        _batches.Write(writer);
        _schedule.Write(writer);
        foreach (var clip in _clips.OfType<ILearningClip>())
        {
            writer.Write(clip.GetType().Name);
            clip.Write(writer);
        }

        writer.Write("");
    }

    /// <summary>Goes to where <see cref="WriteCourse"/> was; what clips have learnt that this recipe has not is left out.</summary>
    internal void ReadCourse(BinaryReader reader)
    {
        (Steps, FirstLoss, LastLoss) = (reader.ReadInt64(), reader.ReadDouble(), reader.ReadDouble());
        _batches.Read(reader);
        _schedule.Read(reader);
        // A recipe has at most one clip that learns.
        if (reader.ReadString() is var name && _clips.OfType<ILearningClip>().FirstOrDefault(clip => clip.GetType().Name == name) is { } learning)
            learning.Read(reader);
    }

    /// <summary>Draws from here on, for the order of the batches and for what else draws, as another seed does. No checkpoint is taken after that.</summary>
    internal void Reseed(long seed)
    {
        manual_seed(seed);
        _batches.Reseed(seed);
    }

    void Clip()
    {
        if (_clips.Count == 0) return;
        if (_scaler is { HasOverflowed: true })
        {
            // What is not finite is not taken, and nothing to learn a limit from.
            LastClip = new ClipResult(double.NaN, 1);
            return;
        }

        var (norm, factor) = (double.NaN, 1.0);
        foreach (var clip in _clips)
        {
            var result = clip.Clip(_parameters);
            (norm, factor) = (clip == _clips[0] ? result.Norm : norm, factor * result.Factor);
        }

        LastClip = new ClipResult(norm, factor);
    }
}
