using Fathom.Lab.Datasets;
using Fathom.Lab.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>Measures a network on samples without training it.</summary>
static class Evaluation
{
    const long BatchSize = 1000;

    public static HeldOutResult? Of(
        NetworkModule module, SampleSet samples, Func<Tensor, Tensor, Tensor> loss, bool hasClasses, CancellationToken cancellation)
    {
        var wasTraining = module.training;
        module.eval();
        var (lossSum, right) = (0.0, 0L);
        for (var start = 0L; start < samples.Count && !cancellation.IsCancellationRequested; start += BatchSize)
        {
            using var scope = NewDisposeScope();
            using var without = no_grad();
            var count = Math.Min(BatchSize, samples.Count - start);
            var targets = samples.Targets.narrow(0, start, count);
            var answers = module.call(samples.Features.narrow(0, start, count));
            lossSum += loss(answers, targets).item<float>() * (double)count;
            if (hasClasses) right += Right(answers, targets);
        }

        if (wasTraining) module.train();
        if (cancellation.IsCancellationRequested) return null;
        return new HeldOutResult(lossSum / samples.Count, hasClasses ? (double)right / (samples.Targets.dim() == 2 && samples.Targets.dtype == ScalarType.Int64 ? samples.Targets.numel() : samples.Count) : null);
    }

    static long Right(Tensor answers, Tensor targets)
    {
        // A class for each time step: the answers have one dimension more.
        if (answers.dim() == 3) return answers.argmax(2).eq(targets).sum().item<long>();
        // One output says yes above zero; several vote, and targets are either the class itself or one per class.
        if (answers.shape[1] == 1) return answers.gt(0).eq(targets.gt(0.5)).sum().item<long>();
        var classes = targets.dim() == 1 ? targets : targets.argmax(1);
        return answers.argmax(1).eq(classes).sum().item<long>();
    }
}
