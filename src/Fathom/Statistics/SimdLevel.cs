namespace Fathom.Statistics;

/// <summary>How wide the vectors are that a read of memory uses.</summary>
enum SimdLevel
{
    Scalar,
    Vector128,
    Vector256,
    Vector512,
}

