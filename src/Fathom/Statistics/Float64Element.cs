namespace Fathom.Statistics;

readonly unsafe struct Float64Element : IElement
{
    public static int Size => sizeof(double);

    public static double At(byte* start, int index) => ((double*)start)[index];

    public static void Measure(SimdLevel level, byte* start, int count, byte* exponents, out BlockMoments moments)
    {
        if (level == SimdLevel.Vector512) DoubleMoments512.Measure((double*)start, count, exponents, out moments);
        else ScalarMoments.Measure<Float64Element>(start, count, exponents, out moments);
    }
}
