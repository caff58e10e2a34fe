using Fathom.Torch.Guards;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Guards;

public sealed class ClipSpikesTests : IDisposable
{
    readonly TorchSharp.DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void Clips_and_learns_as_the_paper_says()
    {
        var random = new Random(1);
        var clip = new ClipSpikes(threshold: 2, alpha: 0.9, warmUp: 10);
        var (first, mean, variance, spikes) = (new List<double>(), 0.0, 0.0, 0);
        for (var step = 0; step < 300; step++)
        {
            double norm = (float)(random.NextDouble() + (step % 17 == 0 ? 20 : 1));
            var expected = norm;
            if (first.Count < 10)
            {
                first.Add(norm);
                mean = first.Average();
                variance = first.Average(one => Math.Pow(one - mean, 2));
            }
            else
            {
                var z = (norm - mean) / Math.Sqrt(variance);
                if (z > 2) (expected, spikes) = (mean + 2 * 2 / z * Math.Sqrt(variance), spikes + 1);
                mean = 0.9 * mean + 0.1 * expected;
                variance = 0.9 * variance + 0.1 * Math.Pow(expected - mean, 2);
            }

            var result = clip.Clip([Graded.Row("a", (float)norm)]);

            Assert.Equal(expected / norm, result.Factor, 1e-9);
        }

        Assert.True(spikes > 10, $"There were {spikes} spikes.");
    }

    [Fact]
    public void Clips_nothing_while_it_warms_up()
    {
        var clip = new ClipSpikes(warmUp: 3);

        Assert.All((float[])[1, 1000, 1], norm => Assert.False(clip.Clip([Graded.Row("a", norm)]).Clipped));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e-30f)]
    public void Brings_a_norm_to_the_mean_where_the_past_did_not_vary(float size)
    {
        var clip = new ClipSpikes(warmUp: 5);
        for (var step = 0; step < 5; step++) clip.Clip([Graded.Row("a", size)]);

        Assert.Equal(0.1, clip.Clip([Graded.Row("a", 10 * size)]).Factor, 1e-6);
    }

    [Fact]
    public void Learns_nothing_from_norms_that_are_not_finite()
    {
        var clip = new ClipSpikes(warmUp: 2);
        foreach (var norm in (float[])[1, 1.1f]) clip.Clip([Graded.Row("a", norm)]);

        Assert.True(clip.Clip([Graded.Row("a", float.PositiveInfinity)]).WasNonFinite);
        Assert.Equal(1, clip.Clip([Graded.Row("a", 1.05f)]).Factor);
        Assert.True(clip.Clip([Graded.Row("a", 5)]).Clipped);
    }

    public void Dispose() => _scope.Dispose();
}
