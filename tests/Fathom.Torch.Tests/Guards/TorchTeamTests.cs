using System.Runtime.InteropServices;
using Fathom.Statistics;
using Fathom.Torch.Guards;

namespace Fathom.Torch.Tests.Guards;

public sealed class TorchTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Finds_an_odd_value_wherever_it_stands_and_nothing_where_none_does(int threads)
    {
        TorchRuntime.Require();
        Assert.SkipUnless(TorchTeam.IsKnown, "libtorch's threads cannot be asked here.");
        var random = new Random(5);
        var values = Enumerable.Range(0, 200_000).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var pinned = GCHandle.Alloc(values, GCHandleType.Pinned);
        try
        {
            var pieces = Pieces(pinned.AddrOfPinnedObject(), values.Length);
            Assert.False(TorchTeam.Exceeds(pieces, threads));
            foreach (var odd in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e20f])
            {
                for (var trial = 0; trial < 50; trial++)
                {
                    var place = random.Next(values.Length);
                    var kept = values[place];
                    values[place] = odd;
                    Assert.True(TorchTeam.Exceeds(pieces, threads));
                    values[place] = kept;
                }
            }

            Assert.False(TorchTeam.Exceeds(pieces, threads));
        }
        finally
        {
            pinned.Free();
        }
    }

    [Fact]
    public void Allocates_nothing_and_may_be_asked_while_memory_is_collected()
    {
        TorchRuntime.Require();
        Assert.SkipUnless(TorchTeam.IsKnown, "libtorch's threads cannot be asked here.");
        var values = new float[300_000];
        var pinned = GCHandle.Alloc(values, GCHandleType.Pinned);
        try
        {
            var pieces = Pieces(pinned.AddrOfPinnedObject(), values.Length);
            Assert.False(TorchTeam.Exceeds(pieces, 2));
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var turn = 0; turn < 200; turn++) TorchTeam.Exceeds(pieces, 2);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

            using var stop = new CancellationTokenSource();
            var collecting = new Thread(() => { while (!stop.IsCancellationRequested) GC.Collect(); });
            collecting.Start();
            for (var turn = 0; turn < 200; turn++) Assert.False(TorchTeam.Exceeds(pieces, 2));
            stop.Cancel();
            collecting.Join();
        }
        finally
        {
            pinned.Free();
        }
    }

    static Piece[] Pieces(nint start, int count)
    {
        var most = (int)TorchTeam.MostOf(ElementType.Float32);
        return [.. Enumerable.Range(0, (count + most - 1) / most).Select(part => new Piece(start + (part * most * sizeof(float)), Math.Min(most, count - (part * most)), ElementType.Float32))];
    }
}
