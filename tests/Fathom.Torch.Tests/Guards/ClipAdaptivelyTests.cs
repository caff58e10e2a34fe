using Fathom.Torch.Guards;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Tests.Guards;

public sealed class ClipAdaptivelyTests : IDisposable
{
    readonly TorchSharp.DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void Clips_to_the_percentile_of_the_norms_so_far_as_the_paper_says()
    {
        var random = new Random(1);
        var clip = new ClipAdaptively(30);
        var past = new List<double>();
        for (var step = 0; step < 200; step++)
        {
            var norm = (float)Math.Exp(random.NextDouble() * 4);
            past.Add(norm);

            var result = clip.Clip([Graded.Row("a", norm)]);

            Assert.Equal(Math.Min(1, Percentile(past, 30) / norm), result.Factor, 1e-6);
        }
    }

    [Fact]
    public void Forgets_what_lies_beyond_its_window()
    {
        var clip = new ClipAdaptively(50, window: 3);
        foreach (var norm in (float[])[1, 1, 1, 1, 9, 9]) clip.Clip([Graded.Row("a", norm)]);

        Assert.Equal(1, clip.Clip([Graded.Row("a", 9)]).Factor, 1e-9);
    }

    [Fact]
    public void Clips_nine_steps_of_ten_where_norms_stay_as_they_are()
    {
        var random = new Random(1);
        var clip = new ClipAdaptively();

        var clipped = Enumerable.Range(0, 1000).Count(_ => clip.Clip([Graded.Row("a", (float)(1 + random.NextDouble()))]).Clipped);

        Assert.InRange(clipped, 860, 920);
    }

    [Fact]
    public void Leaves_norms_that_are_not_finite_out_of_the_past()
    {
        var clip = new ClipAdaptively(100);
        clip.Clip([Graded.Row("a", 2)]);

        Assert.True(clip.Clip([Graded.Row("a", float.PositiveInfinity)]).WasNonFinite);
        Assert.True(clip.Clip([Graded.Row("a", float.NaN)]).WasNonFinite);
        Assert.Equal(1, clip.Clip([Graded.Row("a", 3)]).Factor);
        Assert.Equal(new ClipResult(0, 1), new ClipAdaptively().Clip([Graded.Row("a", 0)]));
    }

    [Fact]
    public void Holds_for_gradients_as_small_as_they_come()
    {
        var clip = new ClipAdaptively(0);
        clip.Clip([Graded.Row("a", 1e-38f)]);
        (string, Parameter) next = Graded.Row("a", 4e-38f);

        Assert.Equal(0.25, clip.Clip([next]).Factor, 1e-6);
        Assert.Equal(1e-38f, next.Gradient()[0], 1e-43);
    }

    // numpy.percentile: linear between the neighbours.
    static double Percentile(List<double> values, double percent)
    {
        var sorted = values.Order().ToArray();
        var place = percent / 100 * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        return below + 1 < sorted.Length ? sorted[below] * (1 - (place - below)) + sorted[below + 1] * (place - below) : sorted[below];
    }

    public void Dispose() => _scope.Dispose();
}
