using System.Runtime.InteropServices;
using CsCheck;
using Fathom.Statistics;

namespace Fathom.Tests.Statistics;

public unsafe class TensorReaderTests
{
    public static TheoryData<ElementType, int> TypesAndLevels =>
        [.. from type in Enum.GetValues<ElementType>() from level in Enum.GetValues<SimdLevel>() select (type, (int)level)];

    public static TheoryData<ElementType> Types => [.. Enum.GetValues<ElementType>()];

    [Theory]
    [MemberData(nameof(TypesAndLevels))]
    public void Agrees_with_the_naive_twin_on_every_kind_of_values(ElementType type, int level)
    {
        Assert.SkipUnless(SimdLevels.IsSupported((SimdLevel)level), "Not on this machine.");

        int[] sizes = [1, 2, 15, 16, 17, 31, 32, 33, 63, 64, 65, 257, 300, 1023, 1024, 1025, 4096 + 65];
        foreach (var kind in Samples.Kinds)
        {
            foreach (var size in kind == "wide" ? sizes.Union(Enumerable.Range(0, 70)) : sizes) Check(type, (SimdLevel)level, kind, size, seed: size, threads: 1);
        }
    }

    [Theory]
    [MemberData(nameof(TypesAndLevels))]
    public void Agrees_with_the_naive_twin_over_several_chunks(ElementType type, int level)
    {
        Assert.SkipUnless(SimdLevels.IsSupported((SimdLevel)level), "Not on this machine.");

        Check(type, (SimdLevel)level, "rectified", 70001, seed: 1, threads: 2);
    }

    [Fact]
    public void Reads_more_values_than_the_smallest_chunks_hold()
    {
        // 64 chunks of 65536 are 4194304: beyond that the chunks grow.
        const int count = 5_000_003;
        var memory = new byte[count * sizeof(float)];
        MemoryMarshal.Cast<byte, float>(memory.AsSpan()).Fill(-1.5f);

        foreach (var threads in (int[])[1, 2])
        {
            var summary = Read(memory, ElementType.Float32, SimdLevels.Best, threads);

            Assert.Equal((count, count, -1.5 * count), (summary.Count, summary.Exponents[0], summary.Sum));
            Assert.Equal(1, summary.Norm / (1.5 * Math.Sqrt(count)), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(TypesAndLevels))]
    public void Agrees_with_the_naive_twin_on_random_memory(ElementType type, int level)
    {
        Assert.SkipUnless(SimdLevels.IsSupported((SimdLevel)level), "Not on this machine.");

        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            var memory = bytes[..(bytes.Length / 8 * 8)];
            NaiveSummary.Of(Samples.Values(memory, type), type).Agrees(Read(memory, type, (SimdLevel)level, 1));
        }, iter: 200);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Gives_the_same_bits_on_any_number_of_threads(ElementType type)
    {
        foreach (var kind in (string[])["normal", "any bits", "wide", "all zero"])
        {
            var memory = Samples.Memory(type, kind, 1_000_003, seed: 5);
            var alone = Describe(Read(memory, type, SimdLevels.Best, 1));

            for (var again = 0; again < 5; again++)
            {
                Assert.Equal(alone, Describe(Read(memory, type, SimdLevels.Best, 2)));
                Assert.Equal(alone, Describe(Read(memory, type, SimdLevels.Best, 3)));
            }
        }
    }

    [Fact]
    public void Reads_for_many_callers_at_once()
    {
        var memory = Samples.Memory(ElementType.Float32, "normal", 300_000, seed: 7);
        var alone = Describe(Read(memory, ElementType.Float32, SimdLevels.Best, 1));

        Parallel.For(0, 200, new() { MaxDegreeOfParallelism = 6 }, _ =>
            Assert.Equal(alone, Describe(Read(memory, ElementType.Float32, SimdLevels.Best, 2))));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Allocates_one_small_summary_and_nothing_else(ElementType type)
    {
        foreach (var threads in (int[])[1, 2])
        {
            var memory = Samples.Memory(type, "normal", 300_000, seed: 9);
            Read(memory, type, SimdLevels.Best, threads);
            var before = GC.GetAllocatedBytesForCurrentThread();

            Read(memory, type, SimdLevels.Best, threads);

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 400);
        }
    }

    [Fact]
    public void Its_helpers_allocate_nothing_at_all()
    {
        var memory = Samples.Memory(ElementType.Float32, "any bits", 2_000_000, seed: 9);
        for (var i = 0; i < 10; i++) Read(memory, ElementType.Float32, SimdLevels.Best, 3);
        var before = Crew.AllocatedBytes;

        for (var i = 0; i < 10; i++) Read(memory, ElementType.Float32, SimdLevels.Best, 3);

        Assert.Equal(before, Crew.AllocatedBytes);
    }

    static void Check(ElementType type, SimdLevel level, string kind, int size, int seed, int threads)
    {
        var memory = Samples.Memory(type, kind, size, seed);
        try
        {
            NaiveSummary.Of(Samples.Values(memory, type), type).Agrees(Read(memory, type, level, threads));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{type}, {level}, {kind}, {size} values: {failure.Message}", failure);
        }
    }

    static TensorSummary Read(byte[] memory, ElementType type, SimdLevel level, int threads)
    {
        fixed (byte* start = memory) return TensorReader.Read(start, memory.Length / Samples.Size(type), type, level, threads);
    }

    /// <summary>Every bit of a summary.</summary>
    internal static string Describe(TensorSummary summary) => string.Join(' ', [
        summary.Count, summary.Zeros, summary.NaNs, summary.PositiveInfinities, summary.NegativeInfinities,
        .. new[] { summary.Sum, summary.SumOfSquares, summary.Norm, summary.Minimum, summary.Maximum, summary.SmallestMagnitude }
            .Select(BitConverter.DoubleToInt64Bits),
        .. FloatFormat.All.SelectMany(format => new[] { summary.ShareFlushedToZero(format), summary.ShareOverflowing(format) })
            .Select(BitConverter.DoubleToInt64Bits),
        summary.Exponents.Below, summary.Exponents.Above, summary.Exponents.First,
        .. Enumerable.Range(-149, 277).Select(e => summary.Exponents[e])]);
}
