using Fathom.Lab.Datasets;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Datasets;

public sealed class DataPreviewTests
{
    [Fact]
    public void Shows_the_points_that_a_training_learns_from()
    {
        var preview = DataPreview.Of(new Blobs { Samples = 240 }, seed: 3);

        using var dataset = DataLoader.Load(Some.Recipe(seed: 3) with { Data = new Blobs { Samples = 240, HoldOut = 0 } }, TestContext.Current.CancellationToken);
        var learnt = dataset.Training.Features.data<float>().ToArray();
        Assert.Equal(240, preview.Points.Count);
        Assert.Equal(learnt.Order(), preview.Points.SelectMany(point => new[] { (float)point.X, (float)point.Y }).Order());
    }

    [Fact]
    public void Shows_digits_as_pictures()
    {
        var preview = DataPreview.Of(new Digits());

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], preview.Pictures.Select(picture => picture.Label));
        Assert.All(preview.Pictures, picture => Assert.Equal((784, true), (picture.Pixels.Length, picture.Pixels.Max() > 200)));
    }

    [Fact]
    public void Marks_what_counts_in_a_sequence()
    {
        var preview = DataPreview.Of(new AddingProblem { Length = 12 });

        Assert.All(preview.Rows, row =>
        {
            Assert.Equal((12, 2), (row.Numbers.Count, row.Numbers.Count(number => number.IsMarked)));
            Assert.Equal(FormattableString.Invariant($"the marked numbers add to {row.Numbers.Where(number => number.IsMarked).Sum(number => number.Number):0.00}"), row.Label);
        });
    }

    [Fact]
    public void Says_something_of_every_source()
    {
        DataSource[] sources = [new Spirals(), new Circles(), new Clouds(), new Clouds { Spread = 1000 }, new TemporalOrder { Length = 24 }, new Parity { Length = 24 }, new Mnist()];

        Assert.All(sources, source => Assert.NotEmpty(DataPreview.Of(source).Sentence));
        Assert.All(sources.SkipLast(1), source => Assert.True(DataPreview.Of(source) is { Points.Count: > 0 } or { Rows.Count: > 0 }));
    }
}
