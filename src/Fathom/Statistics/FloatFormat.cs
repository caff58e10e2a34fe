namespace Fathom.Statistics;

/// <summary>A narrower way of storing floating-point numbers, and where it loses them.</summary>
/// <remarks>
/// Conversion rounds to the nearest, ties to even. Sources: IEEE 754-2019 (binary16); Kalamkar et al. 2019, "A study of
/// BFLOAT16 for deep learning training"; Micikevicius et al. 2022, "FP8 formats for deep learning", table 1.
/// </remarks>
public sealed class FloatFormat
{
    internal const int Known = 4;

    FloatFormat(int index, string name, double largest, double overflow, int smallestExponent)
    {
        Index = index;
        Name = name;
        Largest = largest;
        LargestSurviving = Math.BitDecrement(overflow);
        Smallest = Math.ScaleB(1, smallestExponent);
        FlushExponent = smallestExponent - 1;
    }

    /// <summary>IEEE 754 binary16: 5 bits of exponent, 10 of fraction.</summary>
    public static FloatFormat Float16 { get; } = new(0, "fp16", 65504, 65520, -24);

    /// <summary>bfloat16: 8 bits of exponent, 7 of fraction.</summary>
    public static FloatFormat BFloat16 { get; } = new(1, "bf16", 255 * Math.ScaleB(1, 120), 511 * Math.ScaleB(1, 119), -133);

    /// <summary>FP8 E4M3: no infinities, one NaN; magnitudes from 2^-9 to 448.</summary>
    public static FloatFormat Float8E4M3 { get; } =
        // 464 lies between 448 and the place of NaN and rounds to 448, whose fraction is even.
        new(2, "fp8 E4M3", 448, Math.BitIncrement(464d), -9);

    /// <summary>FP8 E5M2: an IEEE-like format; magnitudes from 2^-16 to 57344.</summary>
    public static FloatFormat Float8E5M2 { get; } = new(3, "fp8 E5M2", 57344, 61440, -16);

    /// <summary>All formats that a summary knows about.</summary>
    public static IReadOnlyList<FloatFormat> All => TableOfAll;

    internal static ReadOnlySpan<FloatFormat> Table => TableOfAll;

    static readonly FloatFormat[] TableOfAll = [Float16, BFloat16, Float8E4M3, Float8E5M2];

    /// <summary>The usual short name, such as <c>fp8 E4M3</c>.</summary>
    public string Name { get; }

    /// <summary>The largest finite number.</summary>
    public double Largest { get; }

    /// <summary>The smallest number above zero, a subnormal.</summary>
    public double Smallest { get; }

    /// <summary>The largest magnitude that becomes zero: half of <see cref="Smallest"/>.</summary>
    public double FlushLimit => Smallest / 2;

    /// <summary>The largest double that becomes a finite number; all magnitudes above it overflow.</summary>
    public double LargestSurviving { get; }

    internal int Index { get; }

    internal int FlushExponent { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
