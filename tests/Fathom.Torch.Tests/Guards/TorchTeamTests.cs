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
    [InlineData(7)]
    public void Finds_an_odd_value_wherever_it_stands_and_nothing_where_none_does(int threads)
    {
        TorchRuntime.Require();
        Assert.SkipUnless(TorchTeam.IsKnown, "libtorch's threads cannot be asked here.");
        var random = new Random(5);
        var values = Enumerable.Range(0, 200_000).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var pinned = GCHandle.Alloc(values, GCHandleType.Pinned);
        try
        {
            Assert.False(Exceeds(pinned, values.Length, threads));
            foreach (var odd in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e20f])
            {
                for (var trial = 0; trial < 50; trial++)
                {
                    var place = random.Next(values.Length);
                    var kept = values[place];
                    values[place] = odd;
                    Assert.True(Exceeds(pinned, values.Length, threads));
                    values[place] = kept;
                }
            }

            Assert.False(Exceeds(pinned, values.Length, threads));
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
            var shares = new TeamShares();
            Assert.False(Exceeds(pinned, values.Length, 2, shares));
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var turn = 0; turn < 200; turn++) Exceeds(pinned, values.Length, 2, shares);
            Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

            using var stop = new CancellationTokenSource();
            var collecting = new Thread(() => { while (!stop.IsCancellationRequested) GC.Collect(); });
            collecting.Start();
            for (var turn = 0; turn < 200; turn++) Assert.False(Exceeds(pinned, values.Length, 2, shares));
            stop.Cancel();
            collecting.Join();
        }
        finally
        {
            pinned.Free();
        }
    }

    static bool Exceeds(GCHandle values, int count, int threads, TeamShares? shares = null)
    {
        shares ??= new TeamShares();
        shares.Divide([new Piece(values.AddrOfPinnedObject(), count, ElementType.Float32)], threads);
        return TorchTeam.Exceeds(shares);
    }
}
