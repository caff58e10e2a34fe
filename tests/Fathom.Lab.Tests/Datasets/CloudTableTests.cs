using Fathom.Lab.Datasets;
using Fathom.Lab.Datasets.Generators;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Datasets;

public class CloudTableTests
{
    [Fact]
    public void Columns_grow_evenly_to_the_spread()
    {
        using var scope = NewDisposeScope();
        using var even = CloudTable.Draw(new Clouds { Features = 4, Samples = 400 }, seed: 1);
        using var spread = CloudTable.Draw(new Clouds { Features = 4, Samples = 400, Spread = 1000 }, seed: 1);

        var factors = (spread.Features / even.Features).mean([0]).data<float>().ToArray();

        Assert.Equal([1f, 10f, 100f, 1000f], factors, (expected, actual) => Math.Abs(expected / actual - 1) < 1e-4);
    }

    [Fact]
    public void Clouds_have_their_noise_around_their_centres()
    {
        using var scope = NewDisposeScope();
        using var samples = CloudTable.Draw(new Clouds { Features = 6, Classes = 2, Samples = 20_000, Noise = 0.3 }, seed: 2);
        var first = samples.Features.index_select(0, arange(0, 20_000, 2));

        Assert.All(first.std([0]).data<float>(), deviation => Assert.Equal(0.3f, deviation, 0.01f));
    }

    [Fact]
    public void A_recipe_can_learn_them()
    {
        var data = DataLoader.Describe(new Clouds { Spread = 1e4 }, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(3, data.Classes.Count);
        Assert.InRange(data.SpreadOfDeviations, 1e3, 1e5);
    }
}
