using Fathom.Lab.Datasets;
using Fathom.Lab.Training;
using static TorchSharp.torch;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>What happens to data and losses that no recipe can say: mistakes, and tasks that no source offers.</summary>
static class Arrangements
{
    /// <summary>The numbers of some training samples are multiplied, as by a wrong unit or a broken sensor.</summary>
    public static Action<Trainer> CorruptRows(int count, double factor) => Change((trainer, _) =>
        trainer.Dataset.Training.Features.narrow(0, 0, count).mul_(factor));

    /// <summary>One training sample holds a number that is none.</summary>
    public static Action<Trainer> PutNaN() => Change((trainer, _) => trainer.Dataset.Training.Features.narrow(0, 0, 1).fill_(double.NaN));

    /// <summary>All features, of training and test, times a factor plus a shift.</summary>
    public static Action<Trainer> ShiftFeatures(double factor, double shift) => Each((set, _) => set.Features.mul_(factor).add_(shift));

    /// <summary>Each feature is cubed, so that a few are far larger than the rest, and scaled to a mean square of one.</summary>
    public static Action<Trainer> HeavyTails() => Each((set, _) =>
    {
        var cubed = set.Features.pow(3);
        set.Features.copy_(cubed / cubed.square().mean().sqrt());
    });

    /// <summary>Some training labels are drawn anew among <paramref name="classes"/>.</summary>
    public static Action<Trainer> DrawLabels(double share, int classes) => Change((trainer, chance) =>
    {
        var targets = trainer.Dataset.Training.Targets;
        for (var row = 0L; row < targets.shape[0]; row++)
            if (chance.Uniform(0, 1) < share) targets.narrow(0, row, 1).fill_(chance.Whole(0, classes));
    });

    public static Action<Trainer> SameLabels() => Each((set, _) => set.Targets.fill_(3));

    public static Action<Trainer> ScaleTargets(double factor, double shift = 0) => Each((set, _) => set.Targets.mul_(factor).add_(shift));

    /// <summary>The targets are a weighted sum of the features, the weights the same for training and test, with a little noise.</summary>
    public static Action<Trainer> LinearTargets(double noise = 0.05) => Each((set, chance) =>
    {
        var features = set.Features.shape[1];
        var weights = tensor(Enumerable.Range(0, (int)features).Select(index => (float)Math.Cos(index)).ToArray()).reshape(-1, 1);
        set.Targets.copy_(set.Features.matmul(weights) + (noise * Normal(set.Targets.shape, chance)));
    });

    /// <summary>The targets are the sine of twice the first feature.</summary>
    public static Action<Trainer> SineTargets() => Each((set, _) => set.Targets.copy_((set.Features.narrow(1, 0, 1) * 2).sin()));

    /// <summary>A few training targets are far outside of all others.</summary>
    public static Action<Trainer> Outliers(int count, double size) => Change((trainer, _) => trainer.Dataset.Training.Targets.narrow(0, 0, count).fill_(size));

    /// <summary>The network is to answer with what it was given.</summary>
    public static Action<Trainer> Reproduce() => Each((set, _) => set.Targets.copy_(set.Features));

    public static Action<Trainer> ScaleLoss(double factor) => trainer => Wrap(trainer, (loss, _) => loss * factor);

    /// <summary>The loss of one step in so many is multiplied.</summary>
    public static Action<Trainer> SpikeLoss(int every, double factor) => trainer => Wrap(trainer, (loss, call) => call % every == 0 ? loss * factor : loss);

    /// <summary>What the loss says is made large instead of small.</summary>
    public static Action<Trainer> Negate() => trainer => Wrap(trainer, (loss, _) => -loss);

    /// <summary>The logarithm of probabilities by hand, which is minus infinity where one is rounded to zero.</summary>
    public static Action<Trainer> LogByHand() => trainer =>
        trainer.Loss = (answers, targets) => -answers.log().gather(1, targets.reshape(-1, 1)).mean();

    public static Action<Trainer> Both(Action<Trainer> first, Action<Trainer> second) => first + second;

    static void Wrap(Trainer trainer, Func<Tensor, int, Tensor> change)
    {
        var (inner, call) = (trainer.Loss, 0);
        trainer.Loss = (answers, targets) => is_grad_enabled() ? change(inner(answers, targets), ++call) : inner(answers, targets);
    }

    static Action<Trainer> Each(Action<SampleSet, Chance> change) => Change((trainer, chance) =>
    {
        change(trainer.Dataset.Training, chance);
        if (trainer.Dataset.HeldOut is { } heldOut) change(heldOut, chance);
    });

    static Action<Trainer> Change(Action<Trainer, Chance> change) => trainer =>
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        change(trainer, new Chance(trainer.Recipe.Seed, "arrangement"));
    };

    static Tensor Normal(long[] shape, Chance chance)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        return tensor(Enumerable.Range(0, (int)count).Select(_ => (float)chance.Normal()).ToArray()).reshape(shape);
    }
}
