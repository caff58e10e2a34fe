namespace Fathom.Statistics;

/// <summary>How the numbers of a tensor lie in memory.</summary>
public enum ElementType
{
    /// <summary>IEEE 754 binary32: 4 bytes, the usual precision of training.</summary>
    Float32,

    /// <summary>IEEE 754 binary64: 8 bytes.</summary>
    Float64,

    /// <summary>IEEE 754 binary16: 2 bytes, magnitudes from 6.0e-8 to 65504.</summary>
    Float16,

    /// <summary>bfloat16: the upper 2 bytes of a binary32.</summary>
    BFloat16,
}
