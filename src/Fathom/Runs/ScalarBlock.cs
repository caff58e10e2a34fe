using Fathom.Statistics;

namespace Fathom.Runs;

/// <summary>The values of one scalar over neighbouring steps; a block of one value is that value.</summary>
/// <param name="FirstStep">Step of the first value.</param>
/// <param name="LastStep">Step of the last value.</param>
/// <param name="Last">The last value.</param>
/// <param name="Values">Count, sum, extremes and non-finite ones of all values.</param>
public sealed record ScalarBlock(long FirstStep, long LastStep, double Last, TensorSummary Values)
{
    /// <summary>Mean of the finite values; NaN where there are none.</summary>
    public double Mean => Values.Finite == 0 ? double.NaN : Values.Mean;

    /// <summary>A block of one value.</summary>
    public static ScalarBlock Of(long step, double value) => new(step, step, value, TensorSummary.Of([value]));

    /// <summary>Both blocks as one; the right one is the later.</summary>
    public static ScalarBlock operator +(ScalarBlock left, ScalarBlock right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(left.FirstStep, right.LastStep, right.Last, left.Values + right.Values);
    }

    /// <summary>The same as the operator.</summary>
    public static ScalarBlock Add(ScalarBlock left, ScalarBlock right) => left + right;
}
