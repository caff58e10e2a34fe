using Fathom.Lab.Training;
using static TorchSharp.torch;

namespace Fathom.Lab.Experiments.Cases;

/// <summary>How much a network has learnt, on data that it never saw, as a share of what there is to learn.</summary>
static class Learning
{
    /// <summary>
    /// 0 for what the best constant answer reaches, 1 for no mistakes: the accuracy above that of the most frequent class, or the share of the
    /// loss of the targets' mean that is gone. Below 0 where a constant does better; NaN where the network's loss is not finite.
    /// </summary>
    public static double Of(Trainer trainer, CancellationToken cancellation)
    {
        if (trainer.Evaluate(cancellation) is not { } heldOut || !double.IsFinite(heldOut.Loss)) return double.NaN;
        using var scope = NewDisposeScope();
        var targets = trainer.Dataset.HeldOut!.Targets;
        if (heldOut.Accuracy is { } accuracy && trainer.Dataset.Classes is { } classes)
        {
            var answers = targets.dtype == ScalarType.Int64 ? targets.flatten() : targets.shape[1] == 1 ? targets.flatten().to(ScalarType.Int64) : targets.argmax(1);
            var chance = answers.bincount(null, minlength: classes).max().item<long>() / (double)answers.numel();
            return chance < 1 ? (accuracy - chance) / (1 - chance) : accuracy;
        }

        var constant = trainer.Loss(targets.mean().expand(targets.shape), targets).to(ScalarType.Float64).item<double>();
        return constant > 0 ? 1 - (heldOut.Loss / constant) : 1;
    }
}
