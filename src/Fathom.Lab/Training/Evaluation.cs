using Fathom.Lab.Datasets;
using Fathom.Lab.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>Measures a network on samples without training it.</summary>
static class Evaluation
{
    const long BatchSize = 1000;

    /// <param name="module">The network.</param>
    /// <param name="samples">What it is measured on.</param>
    /// <param name="loss">The mean loss of a batch.</param>
    /// <param name="numbers">How numbers are stored.</param>
    /// <param name="yesAbove">What a single output says yes above; null where there are no classes.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    public static HeldOutResult? Of(
        NetworkModule module, SampleSet samples, Func<Tensor, Tensor, Tensor> loss, Numbers numbers, double? yesAbove, CancellationToken cancellation)
    {
        var wasTraining = module.training;
        module.eval();
        var (lossSum, right) = (0.0, 0L);
        for (var start = 0L; start < samples.Count && !cancellation.IsCancellationRequested; start += BatchSize)
        {
            using var scope = NewDisposeScope();
            using var without = no_grad();
            var count = Math.Min(BatchSize, samples.Count - start);
            var targets = numbers.ForLoss(samples.Targets.narrow(0, start, count));
            var answers = numbers.ForLoss(module.call(numbers.Stored(samples.Features.narrow(0, start, count))));
            lossSum += Numbers.Read(loss(answers, targets)) * count;
            if (yesAbove is { } limit) right += Right(answers, targets, limit);
        }

        if (wasTraining) module.train();
        if (cancellation.IsCancellationRequested) return null;
        return new HeldOutResult(lossSum / samples.Count, yesAbove is not null ? (double)right / (samples.Targets.dim() == 2 && samples.Targets.dtype == ScalarType.Int64 ? samples.Targets.numel() : samples.Count) : null);
    }

    static long Right(Tensor answers, Tensor targets, double yesAbove)
    {
        // A class for each time step: the answers have one dimension more.
        if (answers.dim() == 3) return answers.argmax(2).eq(targets).sum().item<long>();
        // One output says yes above a limit; several vote, and targets are either the class itself or one per class.
        if (answers.shape[1] == 1) return answers.gt(yesAbove).eq(targets.gt(0.5)).sum().item<long>();
        var classes = targets.dim() == 1 ? targets : targets.argmax(1);
        return answers.argmax(1).eq(classes).sum().item<long>();
    }
}
