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
        var values = new float[1_000_003];
        var random = new Random(1);
        fixed (float* start = values)
        {
            Piece[] pieces = [new((nint)start, 600_001, ElementType.Float32), new((nint)(start + 600_001), values.Length - 600_001, ElementType.Float32)];
            for (var trial = 0; trial < 200; trial++)
            {
                var place = trial switch { 0 => 0, 1 => values.Length - 1, 2 => 600_000, 3 => 600_001, _ => random.Next(values.Length) };
                Assert.False(MagnitudeScan.Exceeds(pieces, 2));
                values[place] = bad;
                Assert.True(MagnitudeScan.Exceeds(pieces, 2));
                Assert.True(MagnitudeScan.Exceeds(pieces, 1));
                values[place] = 0;
            }
        }
    }

    static bool Exceeds(void* start, long count, ElementType type) => MagnitudeScan.Exceeds(new Piece((nint)start, count, type));
}
