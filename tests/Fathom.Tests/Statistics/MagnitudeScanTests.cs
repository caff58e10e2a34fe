using System.Runtime.InteropServices;
using CsCheck;
using Fathom.Statistics;

namespace Fathom.Tests.Statistics;

public sealed unsafe class MagnitudeScanTests
{
    const double Limit = 1L << 50;

    [Fact]
    public void Says_of_floats_what_looking_at_each_says() =>
        Gen.Select(Gen.Float[-1e15f, 1e15f].Array[1, 300], Gen.Float, Gen.Int[0, 299]).Sample((values, one, place) =>
        {
            values[place % values.Length] = one;
            fixed (float* start = values)
                Assert.Equal(values.Any(value => !(Math.Abs((double)value) <= Limit)), Exceeds(start, values.Length, ElementType.Float32));
        });

    [Fact]
    public void Says_of_doubles_what_looking_at_each_says() =>
        Gen.Select(Gen.Double[-1e15, 1e15].Array[1, 300], Gen.Double, Gen.Int[0, 299]).Sample((values, one, place) =>
        {
            values[place % values.Length] = one;
            fixed (double* start = values)
                Assert.Equal(values.Any(value => !(Math.Abs(value) <= Limit)), Exceeds(start, values.Length, ElementType.Float64));
        });

    [Fact]
    public void Tells_every_half_that_is_not_finite()
    {
        for (var bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var half = BitConverter.UInt16BitsToHalf((ushort)bits);
            var brain = BitConverter.Int32BitsToSingle(bits << 16);
            var value = (ushort)bits;

            Assert.Equal(!Half.IsFinite(half), Exceeds(&value, 1, ElementType.Float16));
            Assert.Equal(!(Math.Abs(brain) <= Limit), Exceeds(&value, 1, ElementType.BFloat16));
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(-2e15f)]
    public void Finds_one_number_at_any_place_of_much_memory(float bad)
    {
        // 40 MB, which two threads share.
        var values = new float[10_000_003];
        var random = new Random(1);
        fixed (float* start = values)
        {
            Piece[] pieces = [new((nint)start, 6_000_001, ElementType.Float32), new((nint)(start + 6_000_001), values.Length - 6_000_001, ElementType.Float32)];
            for (var trial = 0; trial < 50; trial++)
            {
                var place = trial switch { 0 => 0, 1 => values.Length - 1, 2 => 6_000_000, 3 => 6_000_001, _ => random.Next(values.Length) };
                Assert.False(MagnitudeScan.Exceeds(pieces, 2));
                values[place] = bad;
                Assert.True(MagnitudeScan.Exceeds(pieces, 2));
                Assert.True(MagnitudeScan.Exceeds(pieces, 1));
                values[place] = 0;
            }
        }
    }

    public static TheoryData<ElementType, ulong> Oddities => new()
    {
        // NaN of either kind and sign, infinities, one more than 2^50, 2^50 itself, subnormals, minus zero.
        { ElementType.Float32, 0x7fc00000 }, { ElementType.Float32, 0xff800001 }, { ElementType.Float32, 0x7f800000 }, { ElementType.Float32, 0xff800000 },
        { ElementType.Float32, 0x58800001 }, { ElementType.Float32, 0xd8800000 }, { ElementType.Float32, 0x00000001 }, { ElementType.Float32, 0x807fffff }, { ElementType.Float32, 0x80000000 },
        { ElementType.Float64, 0x7ff8000000000000 }, { ElementType.Float64, 0xfff0000000000001 }, { ElementType.Float64, 0x7ff0000000000000 }, { ElementType.Float64, 0xfff0000000000000 },
        { ElementType.Float64, 0x4310000000000001 }, { ElementType.Float64, 0xc310000000000000 }, { ElementType.Float64, 0x0000000000000001 }, { ElementType.Float64, 0x800fffffffffffff },
        { ElementType.Float16, 0x7e00 }, { ElementType.Float16, 0xfc01 }, { ElementType.Float16, 0x7c00 }, { ElementType.Float16, 0xfc00 }, { ElementType.Float16, 0xfbff }, { ElementType.Float16, 0x8001 },
        { ElementType.BFloat16, 0x7fc0 }, { ElementType.BFloat16, 0xff81 }, { ElementType.BFloat16, 0x7f80 }, { ElementType.BFloat16, 0xff80 },
        { ElementType.BFloat16, 0x5881 }, { ElementType.BFloat16, 0xd880 }, { ElementType.BFloat16, 0x0001 }, { ElementType.BFloat16, 0x807f },
    };

    [Theory]
    [MemberData(nameof(Oddities))]
    public void Says_of_one_odd_number_anywhere_what_looking_at_each_says(ElementType type, ulong bits)
    {
        // Longer than two halves of many vectors, at every start within a vector, with tails of every length.
        const int Most = 300;
        var size = TensorSummary.ElementSize(type);
        var memory = new byte[(Most + 64) * size];
        fixed (byte* start = memory)
        {
            for (var offset = 0; offset < 8; offset++)
            {
                for (var count = 1; count <= Most; count += count < 140 ? 1 : 23)
                {
                    for (var place = 0; place < count; place += count < 140 ? 1 : 7) AssertSame(start + (offset * size), count, place, type, bits);
                }
            }
        }
    }

    static void AssertSame(byte* start, int count, int place, ElementType type, ulong bits)
    {
        var one = new Span<byte>(start + (place * TensorSummary.ElementSize(type)), TensorSummary.ElementSize(type));
        MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in bits))[..one.Length].CopyTo(one);

        var exceeds = Exceeds(start, count, type);
        var expected = false;
        for (var index = 0; index < count; index++) expected |= IsBeyond(start + (index * one.Length), type);
        one.Clear();

        if (expected != exceeds) Assert.Fail(FormattableString.Invariant($"{count} numbers of {type} with {bits:x} at place {place}: {exceeds} instead of {expected}."));
    }

    static bool IsBeyond(void* at, ElementType type)
    {
        var value = type switch
        {
            ElementType.Float32 => *(float*)at,
            ElementType.Float64 => *(double*)at,
            ElementType.Float16 => (double)*(Half*)at,
            _ => BitConverter.Int32BitsToSingle(*(ushort*)at << 16),
        };
        return type == ElementType.Float16 ? !double.IsFinite(value) : !(Math.Abs(value) <= Limit);
    }

    static bool Exceeds(void* start, long count, ElementType type) => MagnitudeScan.Exceeds(new Piece((nint)start, count, type));
}
