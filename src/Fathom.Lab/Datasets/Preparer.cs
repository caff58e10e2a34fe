using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets;

/// <summary>Prepares features in place, with what the training samples alone say about each.</summary>
static class Preparer
{
    // A feature that varies by less than float32 can tell apart is rounding, not information.
    const double Constant = 1e-6;
    const long RowsAtOnce = 4096;

    public static void Prepare(Preparation? preparation, Tensor training, Tensor? heldOut)
    {
        if (preparation is null) return;
        using var scope = NewDisposeScope();
        var (shift, factor, then) = preparation switch
        {
            Standardise => Standardising(training),
            Scale scale => Scaling(training, scale),
            _ => throw new NotSupportedException($"No way is known to prepare features with {preparation.GetType().Name}."),
        };
        Apply(training, shift, factor, then);
        if (heldOut is not null) Apply(heldOut, shift, factor, then);
    }

    static (Tensor Shift, Tensor Factor, double Then) Standardising(Tensor training)
    {
        var (mean, deviation) = Moments(training);
        return (mean, where(deviation > Constant * (mean.abs() + double.Epsilon), 1 / deviation, zeros_like(deviation)), 0);
    }

    static (Tensor Shift, Tensor Factor, double Then) Scaling(Tensor training, Scale scale)
    {
        var least = training.amin([0]).to(ScalarType.Float64);
        var range = training.amax([0]).to(ScalarType.Float64) - least;
        return (least, where(range > 0, (scale.To[1] - scale.To[0]) / range, zeros_like(range)), scale.To[0]);
    }

    /// <summary>Mean and deviation of each feature in double precision, in two passes over a few rows at a time.</summary>
    public static (Tensor Mean, Tensor Deviation) Moments(Tensor features)
    {
        var mean = SumOf(features, rows => rows) / features.shape[0];
        var variance = SumOf(features, rows => (rows - mean).square()) / features.shape[0];
        return (mean, variance.sqrt());
    }

    static Tensor SumOf(Tensor features, Func<Tensor, Tensor> of)
    {
        var sum = zeros(features.shape[1..], dtype: ScalarType.Float64);
        ForRows(features, rows =>
        {
            sum.add_(of(rows.to(ScalarType.Float64)).sum([0]));
        });
        return sum;
    }

    static void Apply(Tensor features, Tensor shift, Tensor factor, double then) =>
        ForRows(features, rows => rows.copy_((rows.to(ScalarType.Float64) - shift) * factor + then));

    static void ForRows(Tensor features, Action<Tensor> act)
    {
        for (var start = 0L; start < features.shape[0]; start += RowsAtOnce)
        {
            using var scope = NewDisposeScope();
            act(features.narrow(0, start, Math.Min(RowsAtOnce, features.shape[0] - start)));
        }
    }
}
