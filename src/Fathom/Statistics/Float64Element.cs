namespace Fathom.Statistics;

readonly unsafe struct Float64Element : IElement
{
    public static int Size => sizeof(double);

    public static double At(byte* start, int index) => ((double*)start)[index];

    public static void Measure(SimdLevel level, byte* start, int count, Scratch* scratch, out BlockMoments moments)
    {
        if (level == SimdLevel.Vector512)
        {
            FloatMoments.Pad<Float64Element>(start, count, scratch);
            DoubleMoments512.Measure((double*)start, count, scratch, out moments);
            return;
        }

        ScalarMoments.Measure<Float64Element>(start, count, scratch, out moments);
    }

    public static void CountOutside(SimdLevel level, byte* start, int count, Scratch* scratch) =>
        ScalarLook.CountOutside<Float64Element>(start, count, &scratch->Tally);

    public static int CountBetween(SimdLevel level, byte* start, int count, double low, double high) =>
        level == SimdLevel.Vector512
            ? DoubleLook512.CountBetween(start, count, low, high)
            : ScalarLook.CountBetween<Float64Element>(start, count, low, high);
}
