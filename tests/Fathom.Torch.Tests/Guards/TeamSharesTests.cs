using Fathom.Statistics;
using Fathom.Torch.Guards;

namespace Fathom.Torch.Tests.Guards;

public sealed class TeamSharesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(64)]
    public void Every_value_lies_in_one_piece_and_in_no_other(int threads)
    {
        var tensors = Tensors(0, 1, 100, 32_767, 32_768, 32_769, 65_535, 65_536, 65_537, 100_000, 1_000_003);
        var shares = new TeamShares();

        shares.Divide(tensors, threads);

        Assert.Equal(threads, shares.All.Length);
        Assert.Equal(0, shares.All[0].Next);
        Assert.All(shares.All.Zip(shares.All.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Next));
        var pieces = shares.Pieces[..shares.All[^1].End];
        foreach (var tensor in tensors)
        {
            var next = tensor.Address;
            foreach (var piece in pieces.Where(piece => Holds(tensor, piece)).OrderBy(piece => piece.Address))
            {
                Assert.Equal(next, piece.Address);
                next = End(piece);
            }

            Assert.Equal(End(tensor), next);
        }

        Assert.Equal(tensors.Sum(tensor => tensor.Count), pieces.Sum(piece => piece.Count));
    }

    [Theory]
    // As at::parallel_for divides: a thread for each 32,768 values that are begun, and all but the last get equally many.
    [InlineData(32_768, 2, new[] { 32_768, 0 })]
    [InlineData(32_769, 2, new[] { 16_385, 16_384 })]
    [InlineData(65_536, 2, new[] { 32_768, 32_768 })]
    [InlineData(65_536, 4, new[] { 32_768, 32_768, 0, 0 })]
    [InlineData(100_000, 8, new[] { 25_000, 25_000, 25_000, 25_000, 0, 0, 0, 0 })]
    [InlineData(1_000_003, 3, new[] { 333_335, 333_335, 333_333 })]
    public void Each_thread_gets_the_stretch_that_libtorch_gives_it(int count, int threads, int[] expected)
    {
        var shares = new TeamShares();

        shares.Divide(Tensors(count), threads);

        Assert.Equal(expected, shares.All.Select(share => (int)shares.Pieces[share.Next..share.End].Sum(piece => piece.Count)));
    }

    [Fact]
    public void Is_divided_anew_each_time_whatever_was_divided_before()
    {
        var shares = new TeamShares();
        shares.Divide(Tensors(1_000_000, 1_000_000), 4);

        shares.Divide(Tensors(10), 2);

        Assert.Equal([(0, 1), (1, 1)], shares.All.Select(share => (share.Next, share.End)));
        Assert.Equal(10, shares.Pieces[0].Count);
    }

    static nint End(Piece piece) => piece.Address + (nint)(piece.Count * TensorSummary.ElementSize(piece.Type));

    static bool Holds(Piece tensor, Piece piece) => piece.Address >= tensor.Address && End(piece) <= End(tensor);

    /// <summary>Tensors of these lengths, of two, four and eight bytes in turn, at addresses that nobody reads.</summary>
    static Piece[] Tensors(params int[] counts)
    {
        ElementType[] types = [ElementType.Float32, ElementType.Float64, ElementType.BFloat16];
        var address = (nint)4096;
        var tensors = new List<Piece>();
        foreach (var count in counts)
        {
            tensors.Add(new Piece(address, count, types[tensors.Count % types.Length]));
            address = End(tensors[^1]) + 64;
        }

        return [.. tensors];
    }
}
