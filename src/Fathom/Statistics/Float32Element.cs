using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fathom.Statistics;

readonly unsafe struct Float32Element : IFloatElement
{
    public static int Size => sizeof(float);

    public static double At(byte* start, int index) => ((float*)start)[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load128(byte* start, int index) => Vector128.Load((float*)start + index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load256(byte* start, int index) => Vector256.Load((float*)start + index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load512(byte* start, int index) => Vector512.Load((float*)start + index);

    // From memory once more: cheaper than taking a loaded vector apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Widen512(byte* start, int index, Vector256<float> loaded) =>
        Avx512F.ConvertToVector512Double(Vector256.Load((float*)start + index));

    public static void Measure(SimdLevel level, byte* start, int count, Scratch* scratch, out BlockMoments moments) =>
        FloatMoments.Measure<Float32Element>(level, start, count, scratch, out moments);

    public static void CountOutside(SimdLevel level, byte* start, int count, Scratch* scratch) =>
        FloatLook.CountOutside<Float32Element>(level, start, count, scratch);

    public static int CountBetween(SimdLevel level, byte* start, int count, double low, double high) =>
        FloatLook.CountBetween<Float32Element>(level, start, count, low, high);
}
