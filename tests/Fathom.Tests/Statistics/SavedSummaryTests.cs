using CsCheck;
using Fathom.Statistics;

namespace Fathom.Tests.Statistics;

public class SavedSummaryTests
{
    static readonly Gen<TensorSummary> Single =
        Gen.Select(Gen.Int[0, 3].Select(type => (ElementType)type), Gen.Int[0, Samples.Kinds.Count - 1].Select(kind => Samples.Kinds[kind]), Gen.Int[0, 300], Gen.Int).Select(Of);

    static readonly Gen<TensorSummary> Summaries =
        Gen.Select(Single, Single, Gen.Int[0, 3], Gen.Long[0, 1L << 33]).Select((left, right, how, times) => how switch
        {
            0 => left + right,
            1 => left.Repeated(times),
            2 => TensorSummary.OfZeros(times),
            _ => left,
        });

    [Fact]
    public void Comes_back_as_it_was() =>
        Summaries.Sample(summary =>
        {
            var bytes = Saved(summary);

            var back = TensorSummary.Restore(bytes);

            Assert.Equal(bytes, Saved(back));
            AssertSame(summary, back);
        });

    [Fact]
    public void Adds_up_after_it_came_back_as_before() =>
        Gen.Select(Summaries, Summaries).Sample((left, right) =>
            Assert.Equal(Saved(left + right), Saved(TensorSummary.Restore(Saved(left)) + TensorSummary.Restore(Saved(right)))));

    [Fact]
    public void Of_several_at_once_is_that_of_adding_one_after_the_other() =>
        Gen.Frequency((5, Summaries), (1, Gen.Const(TensorSummary.Empty))).Null().Array[1, 6].Sample(parts =>
        {
            var oneByOne = parts.OfType<TensorSummary>().Aggregate((TensorSummary?)null, (left, right) => left is null ? right : left + right);

            var atOnce = TensorSummary.Whole(parts);

            Assert.Equal(oneByOne is null ? null : Saved(oneByOne), atOnce is null ? null : Saved(atOnce));
        });

    [Fact]
    public void Of_nothing_comes_back_as_the_empty_one() => Assert.Same(TensorSummary.Empty, TensorSummary.Restore(Saved(TensorSummary.Empty)));

    [Fact]
    public void Takes_little_room_for_a_usual_tensor()
    {
        var summary = Of(ElementType.Float32, "normal", 100_000, seed: 1);

        Assert.InRange(Saved(summary).Length, 60, 200);
    }

    [Fact]
    public void Never_takes_more_than_it_says()
    {
        // Every exponent of a float64, each counted as often as a count can hold, with far squares and non-finite values.
        var values = Enumerable.Range(-1074, 2098).Select(exponent => Math.ScaleB(1, exponent)).Append(double.NaN).Append(double.NegativeInfinity);
        var summary = TensorSummary.Of([.. values]).Repeated(long.MaxValue / 4_000);

        Assert.InRange(Saved(summary).Length, 2_000, TensorSummary.MostSavedBytes);
        AssertSame(summary, TensorSummary.Restore(Saved(summary)));
    }

    [Fact]
    public void Refuses_too_little_room() => Assert.Throws<ArgumentException>(() => TensorSummary.Empty.Save(new byte[10]));

    [Fact]
    public void Answers_damaged_bytes_with_a_refusal_or_a_summary() =>
        Gen.Select(Summaries, Gen.Int[0, 10_000], Gen.Byte).Sample((summary, place, other) =>
        {
            var bytes = Saved(summary);
            bytes[place % bytes.Length] = other;
            foreach (var damaged in (byte[][])[bytes, bytes[..^1], [.. bytes, 0], []])
            {
                try
                {
                    _ = TensorSummary.Restore(damaged);
                }
                catch (InvalidDataException)
                {
                    // The only exception that damage may lead to.
                }
            }
        });

    [Fact]
    public void Names_a_format_that_it_does_not_know()
    {
        var bytes = Saved(TensorSummary.OfZeros(1));
        bytes[0] = 0x20;

        var fault = Assert.Throws<InvalidDataException>(() => TensorSummary.Restore(bytes));

        Assert.Contains("format is 2", fault.Message, StringComparison.Ordinal);
    }

    static unsafe TensorSummary Of(ElementType type, string kind, int count, int seed)
    {
        fixed (byte* start = Samples.Memory(type, kind, count, seed)) return TensorSummary.OfMemory((nint)start, count, type);
    }

    static byte[] Saved(TensorSummary summary)
    {
        var bytes = new byte[TensorSummary.MostSavedBytes];
        return bytes[..summary.Save(bytes)];
    }

    static void AssertSame(TensorSummary left, TensorSummary right)
    {
        double[] Numbers(TensorSummary summary) => [summary.Sum, summary.SumOfSquares, summary.Norm, summary.Minimum, summary.Maximum, summary.SmallestMagnitude];
        Assert.Equal(Numbers(left).Select(BitConverter.DoubleToInt64Bits), Numbers(right).Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(
            (left.Count, left.Zeros, left.NaNs, left.PositiveInfinities, left.NegativeInfinities),
            (right.Count, right.Zeros, right.NaNs, right.PositiveInfinities, right.NegativeInfinities));
        Assert.Equal((left.Exponents.First, left.Exponents.Last), (right.Exponents.First, right.Exponents.Last));
        for (var exponent = left.Exponents.First; exponent <= left.Exponents.Last; exponent++) Assert.Equal(left.Exponents[exponent], right.Exponents[exponent]);
        Assert.Equal((left.Exponents.Below, left.Exponents.Above), (right.Exponents.Below, right.Exponents.Above));
        Assert.All(FloatFormat.All, format => Assert.Equal(
            (left.ShareFlushedToZero(format), left.ShareOverflowing(format)), (right.ShareFlushedToZero(format), right.ShareOverflowing(format))));
    }
}
