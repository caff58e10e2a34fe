using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fathom.Statistics;

readonly unsafe struct BFloat16Element : IFloatElement
{
    public static int Size => sizeof(ushort);

    public static double At(byte* start, int index) =>
        BitConverter.UInt32BitsToSingle((uint)((ushort*)start)[index] << 16);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load128(byte* start, int index) =>
        (Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)((ushort*)start + index)).AsUInt16()) << 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load256(byte* start, int index) =>
        (Avx2.ConvertToVector256Int32(Vector128.Load((ushort*)start + index)) << 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load512(byte* start, int index) =>
        (Avx512F.ConvertToVector512UInt32(Vector256.Load((ushort*)start + index)) << 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Widen512(byte* start, int index, Vector256<float> loaded) =>
        Avx512F.ConvertToVector512Double(loaded);

    public static void Measure(SimdLevel level, byte* start, int count, Scratch* scratch, out BlockMoments moments) =>
        FloatMoments.Measure<BFloat16Element>(level, start, count, scratch, out moments);

    public static void CountOutside(SimdLevel level, byte* start, int count, Scratch* scratch) =>
        FloatLook.CountOutside<BFloat16Element>(level, start, count, scratch);

    public static int CountBetween(SimdLevel level, byte* start, int count, double low, double high) =>
        FloatLook.CountBetween<BFloat16Element>(level, start, count, low, high);
}
