using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Runs;

/// <summary>One parameter over one or several readings.</summary>
public sealed record ParameterBlock
{
    /// <summary>The parameter's name in its network.</summary>
    public required string Name { get; init; }

    /// <summary>How many readings saw a gradient.</summary>
    public long GradientCount { get; init; }

    /// <summary>How many readings saw an update.</summary>
    public long UpdateCount { get; init; }

    /// <summary>Gradients, all readings added up; null where none was seen.</summary>
    public TensorSummary? Gradient { get; init; }

    /// <summary>Weights, all readings added up; null where none was seen.</summary>
    public TensorSummary? Value { get; init; }

    /// <summary>Sum of the update ratios (norm of the change over norm of the weights, after the optimizer) of the readings that saw an update.</summary>
    public double UpdateRatios { get; init; }

    /// <summary>Root of the mean squared L2 norm of the gradient over the readings; NaN where none was seen.</summary>
    public double GradientNorm => Gradient is null || GradientCount == 0 ? double.NaN : Gradient.Norm / Math.Sqrt(GradientCount);

    /// <summary>Mean update ratio; NaN where no update was seen.</summary>
    public double UpdateRatio => UpdateCount == 0 ? double.NaN : UpdateRatios / UpdateCount;

    /// <summary>A block of one reading.</summary>
    public static ParameterBlock Of(ParameterReading parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return new ParameterBlock
        {
            Name = parameter.Name,
            GradientCount = parameter.Gradient is null ? 0 : 1,
            UpdateCount = parameter.Update is null ? 0 : 1,
            Gradient = parameter.Gradient,
            Value = parameter.Value,
            UpdateRatios = parameter.Update?.Ratio ?? 0,
        };
    }

    /// <summary>Parameter <paramref name="index"/> of all <paramref name="readings"/>; <paramref name="parts"/> has room for one summary of each.</summary>
    internal static ParameterBlock Of(IReadOnlyList<StepReading> readings, int index, TensorSummary?[] parts)
    {
        var (gradients, updates, ratios) = (0L, 0L, 0.0);
        for (var part = 0; part < parts.Length; part++)
        {
            var parameter = readings[part].Parameters[index];
            if (parameter.Gradient is not null) gradients++;
            if (parameter.Update is not null) updates++;
            var ratio = parameter.Update?.Ratio ?? 0;
            ratios = part == 0 ? ratio : ratios + ratio;
            parts[part] = parameter.Gradient;
        }

        var gradient = TensorSummary.Whole(parts);
        for (var part = 0; part < parts.Length; part++) parts[part] = readings[part].Parameters[index].Value;
        return new ParameterBlock
        {
            Name = readings[^1].Parameters[index].Name,
            GradientCount = gradients,
            UpdateCount = updates,
            Gradient = gradient,
            Value = TensorSummary.Whole(parts),
            UpdateRatios = ratios,
        };
    }

    /// <summary>Both blocks as one.</summary>
    public static ParameterBlock operator +(ParameterBlock left, ParameterBlock right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return right with
        {
            GradientCount = left.GradientCount + right.GradientCount,
            UpdateCount = left.UpdateCount + right.UpdateCount,
            Gradient = ReadingBlock.Sum(left.Gradient, right.Gradient),
            Value = ReadingBlock.Sum(left.Value, right.Value),
            UpdateRatios = left.UpdateRatios + right.UpdateRatios,
        };
    }

    /// <summary>The same as the operator.</summary>
    public static ParameterBlock Add(ParameterBlock left, ParameterBlock right) => left + right;
}
