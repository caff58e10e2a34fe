using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Fathom.Statistics;

/// <remarks>
/// The exponent and fraction shifted into a float32's place are the value divided by 2^112, subnormals included: one
/// multiplication widens all of them exactly.
/// </remarks>
readonly unsafe struct Float16Element : IFloatElement
{
    const float Rebias = 5.192296858534828e33f; // 2^112

    public static int Size => sizeof(ushort);

    public static double At(byte* start, int index) => (double)((Half*)start)[index];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load128(byte* start, int index)
    {
        var bits = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)((ushort*)start + index)).AsUInt16());
        var magnitude = bits & Vector128.Create(0x7fffu);
        var value = ((magnitude << 13).AsSingle() * Rebias).AsUInt32();
        value |= Vector128.GreaterThanOrEqual(magnitude, Vector128.Create(0x7c00u)) & Vector128.Create(0x7f800000u);
        return (value | ((bits ^ magnitude) << 16)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load256(byte* start, int index)
    {
        var bits = Avx2.ConvertToVector256Int32(Vector128.Load((ushort*)start + index)).AsUInt32();
        var magnitude = bits & Vector256.Create(0x7fffu);
        var value = ((magnitude << 13).AsSingle() * Rebias).AsUInt32();
        value |= Vector256.GreaterThan(magnitude.AsInt32(), Vector256.Create(0x7bff)).AsUInt32() & Vector256.Create(0x7f800000u);
        return (value | ((bits ^ magnitude) << 16)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load512(byte* start, int index)
    {
        var bits = Avx512F.ConvertToVector512UInt32(Vector256.Load((ushort*)start + index));
        var magnitude = bits & Vector512.Create(0x7fffu);
        var value = ((magnitude << 13).AsSingle() * Rebias).AsUInt32();
        value |= Vector512.GreaterThanOrEqual(magnitude, Vector512.Create(0x7c00u)) & Vector512.Create(0x7f800000u);
        return (value | ((bits ^ magnitude) << 16)).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Widen512(byte* start, int index, Vector256<float> loaded) =>
        Avx512F.ConvertToVector512Double(loaded);

    public static void Measure(SimdLevel level, byte* start, int count, Scratch* scratch, out BlockMoments moments) =>
        FloatMoments.Measure<Float16Element>(level, start, count, scratch, out moments);

    public static void CountOutside(SimdLevel level, byte* start, int count, Scratch* scratch) =>
        FloatLook.CountOutside<Float16Element>(level, start, count, scratch);

    public static int CountBetween(SimdLevel level, byte* start, int count, double low, double high) =>
        FloatLook.CountBetween<Float16Element>(level, start, count, low, high);
}
