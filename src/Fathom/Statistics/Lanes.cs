using System.Runtime.Intrinsics;

namespace Fathom.Statistics;

/// <summary>What the lanes of one vector come to.</summary>
static class Lanes
{
    public static float Least(Vector256<float> v) => Least(Vector128.MinNative(v.GetLower(), v.GetUpper()));

    public static float Least(Vector128<float> v)
    {
        v = Vector128.MinNative(v, Vector128.Shuffle(v, Vector128.Create(2, 3, 0, 1)));
        return Vector128.MinNative(v, Vector128.Shuffle(v, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <summary>The magnitude whose bits, doubled and less one, are the least; infinite when all are of zeros.</summary>
    public static float Smallest(Vector256<uint> bits) =>
        Smallest(Vector128.Min(bits.GetLower(), bits.GetUpper()));

    public static float Smallest(Vector128<uint> bits)
    {
        bits = Vector128.Min(bits, Vector128.Shuffle(bits, Vector128.Create(2u, 3, 0, 1)));
        var least = Vector128.Min(bits, Vector128.Shuffle(bits, Vector128.Create(1u, 0, 3, 2))).ToScalar();
        return least == uint.MaxValue ? float.PositiveInfinity : BitConverter.UInt32BitsToSingle((least + 1) >> 1);
    }
}
