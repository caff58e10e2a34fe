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
