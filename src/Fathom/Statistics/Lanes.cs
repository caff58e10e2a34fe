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

    /// <summary>The magnitude whose bits, doubled and negated, are the largest; infinite when there are only zeros.</summary>
    public static float Smallest(Vector256<uint> negated) =>
        Smallest(Vector128.Max(negated.GetLower(), negated.GetUpper()));

    public static float Smallest(Vector128<uint> negated)
    {
        negated = Vector128.Max(negated, Vector128.Shuffle(negated, Vector128.Create(2u, 3, 0, 1)));
        var largest = Vector128.Max(negated, Vector128.Shuffle(negated, Vector128.Create(1u, 0, 3, 2))).ToScalar();
        return largest == 0 ? float.PositiveInfinity : BitConverter.UInt32BitsToSingle((0 - largest) >> 1);
    }
}
