namespace Fathom.Ledger;

/// <summary>What one output shows when its samples and its units are told apart; made from an even selection of the samples.</summary>
/// <remarks>
/// A unit is one feature of an output of two dimensions (samples × features) or of three (samples × steps × features), or one channel of an
/// output of four or five (samples × channels × positions). Everything here costs one read of at most 32 samples.
/// </remarks>
public sealed record UnitReading
{
    /// <summary>How many units the output has, at least 1.</summary>
    public required int Units { get; init; }

    /// <summary>How many samples were looked at, at least 1.</summary>
    public required int Samples { get; init; }

    /// <summary>
    /// How much the samples differ: the root of Σ|x − mean|² over Σ|x|². 0 where all samples gave the same, near 1 where they share nothing;
    /// NaN with fewer than two samples or where all is zero. Right down to the last digit: 1e-7 is the end of float32.
    /// </summary>
    public double SampleSpread { get; init; } = double.NaN;

    /// <summary>
    /// The share of the values at which the activation's slope is less than a tenth of its greatest slope, so that a gradient loses a decade
    /// there, 0 to 1; NaN where the module is no activation whose slope its output tells: PReLU, whose slopes are learnt, and GELU, SiLU and Mish,
    /// which give the same output twice.
    /// </summary>
    public double SaturatedShare { get; init; } = double.NaN;

    /// <summary>
    /// The units whose slope was zero in the output's own precision for every sample and position looked at, in rising order: through them
    /// no gradient passes. Empty where there are none, and where the module is no activation. Of GELU, SiLU and Mish it is the input that tells.
    /// </summary>
    public IReadOnlyList<int> FlatUnits { get; init; } = [];
}
