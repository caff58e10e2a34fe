using Fathom.Statistics;

namespace Fathom.Tests.Statistics;

/// <summary>Values of one kind, as memory and as the exact doubles they stand for.</summary>
static class Samples
{
    public static IReadOnlyList<string> Kinds { get; } =
        ["any bits", "normal", "rectified", "vanished", "exploded", "powers of two", "all zero", "all NaN", "wide", "one infinity"];

    public static byte[] Memory(ElementType type, string kind, int count, int seed)
    {
        var random = new Random(seed);
        var memory = new byte[count * Size(type)];
        for (var i = 0; i < count; i++) Write(memory, i, type, Value(kind, random, type));
        if (kind == "any bits") random.NextBytes(memory);
        if (kind == "one infinity" && count > 0) Write(memory, count / 2, type, double.NegativeInfinity);
        return memory;
    }

    public static IEnumerable<double> Values(byte[] memory, ElementType type)
    {
        for (var i = 0; i < memory.Length; i += Size(type))
        {
            yield return type switch
            {
                ElementType.Float32 => BitConverter.ToSingle(memory, i),
                ElementType.Float64 => BitConverter.ToDouble(memory, i),
                ElementType.Float16 => (double)BitConverter.ToHalf(memory, i),
                _ => BitConverter.UInt32BitsToSingle((uint)BitConverter.ToUInt16(memory, i) << 16),
            };
        }
    }

    public static int Size(ElementType type) => type switch { ElementType.Float64 => 8, ElementType.Float32 => 4, _ => 2 };

    static double Value(string kind, Random random, ElementType type)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var (low, high) = type switch { ElementType.Float64 => (-1074, 1023), ElementType.Float16 => (-24, 15), _ => (-149, 127) };
        return kind switch
        {
            "rectified" => Math.Max(0, normal),
            "vanished" => normal * Math.ScaleB(1, low + 3),
            "exploded" => Math.Clamp(normal / 4, -0.9, 0.9) * Math.ScaleB(1, high),
            "powers of two" => Math.ScaleB(normal < 0 ? -1 : 1, random.Next(low, high + 1)),
            "wide" => (random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(low, high)),
            "all zero" => normal < 0 ? -0.0 : 0.0,
            "all NaN" => double.NaN,
            _ => normal,
        };
    }

    static void Write(byte[] memory, int index, ElementType type, double value)
    {
        var at = memory.AsSpan(index * Size(type));
        switch (type)
        {
            case ElementType.Float32: BitConverter.TryWriteBytes(at, (float)value); break;
            case ElementType.Float64: BitConverter.TryWriteBytes(at, value); break;
            case ElementType.Float16: BitConverter.TryWriteBytes(at, (Half)value); break;
            default: BitConverter.TryWriteBytes(at, (ushort)(BitConverter.SingleToUInt32Bits((float)value) >> 16)); break;
        }
    }
}
