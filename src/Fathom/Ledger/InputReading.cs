using Fathom.Statistics;

namespace Fathom.Ledger;

/// <summary>What one tensor of numbers looked like that was handed to the network.</summary>
public sealed record InputReading
{
    /// <summary>Its values. Tokens and other whole numbers are not read.</summary>
    public required TensorSummary Values { get; init; }

    /// <summary>How much its samples differ, as in <see cref="UnitReading.SampleSpread"/>.</summary>
    public double SampleSpread { get; init; } = double.NaN;
}
