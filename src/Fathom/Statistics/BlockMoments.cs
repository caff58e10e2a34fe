namespace Fathom.Statistics;

/// <summary>What the first pass over a block finds; only <see cref="IsFinite"/> means something when that is false.</summary>
struct BlockMoments
{
    public bool IsFinite;

    /// <summary>Over all values of the block.</summary>
    public double Sum, Squares, Minimum, Maximum;

    /// <summary>The smallest magnitude above zero; infinite when all are zero.</summary>
    public double Smallest;

    /// <summary>True if some value is a power of two, and may lie on the tie of a narrower format; seldom without one.</summary>
    public bool MayHavePowerOfTwo;

    public readonly double Largest => Math.Max(-Minimum, Maximum);
}
