using CsCheck;
using Fathom.Lab.Datasets;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Datasets;

public class PreparerTests
{
    [Fact]
    public void Standardising_gives_each_training_feature_mean_0_and_variance_1() =>
        Gen.Select(Gen.Int[2, 5000], Gen.Double[-4, 4], Gen.Double[-1e3, 1e3]).Sample((rows, decades, middle) =>
        {
            using var scope = NewDisposeScope();
            using var generator = new Generator(7);
            var training = randn([rows, 3], generator: generator) * Math.Pow(10, decades) + middle;
            var spread = training.to(ScalarType.Float64).std([0], unbiased: false);

            Preparer.Prepare(new Standardise(), training, heldOut: null);

            // What float32 could not tell apart before, no arithmetic brings back.
            var tolerance = 1e-4 + 1e-6 * (Math.Abs(middle) / spread.min().item<double>());
            var after = training.to(ScalarType.Float64);
            return after.mean([0]).abs().max().item<double>() < tolerance && (after.std([0], unbiased: false) - 1).abs().max().item<double>() < tolerance;
        }, iter: 60, threads: 1);

    [Fact]
    public void What_is_held_out_is_prepared_with_what_the_training_part_says()
    {
        using var scope = NewDisposeScope();
        var (training, heldOut) = (tensor(new float[] { 0, 2, 4 }, [3, 1]), tensor(new float[] { 2, 10 }, [2, 1]));

        Preparer.Prepare(new Standardise(), training, heldOut);

        // Mean 2 and variance 8/3 of 0, 2 and 4; the 10 has no say in it.
        Assert.Equal(0f, heldOut.data<float>()[0], 1e-6f);
        Assert.Equal((float)(8 / Math.Sqrt(8.0 / 3)), heldOut.data<float>()[1], 1e-5f);
    }

    [Theory]
    [InlineData(7f)]
    [InlineData(0f)]
    [InlineData(-1e30f)]
    [InlineData(0.1f)]
    public void A_feature_that_never_changes_becomes_0_and_stays_finite(float value)
    {
        using var scope = NewDisposeScope();
        var training = full([100, 2], value);
        training[50, 1] = 3;

        Preparer.Prepare(new Standardise(), training, heldOut: null);

        Assert.All(training.select(1, 0).contiguous().data<float>(), one => Assert.Equal(0, one));
        Assert.All(training.select(1, 1).contiguous().data<float>(), one => Assert.True(float.IsFinite(one)));
    }

    [Fact]
    public void Scaling_fills_the_range_and_lets_what_is_held_out_leave_it()
    {
        using var scope = NewDisposeScope();
        var (training, heldOut) = (tensor(new float[] { 10, 5, 20, 5, 30, 5 }, [3, 2]), tensor(new float[] { 40, 6 }, [1, 2]));

        Preparer.Prepare(new Scale { To = [-1, 1] }, training, heldOut);

        Assert.Equal([-1f, -1f, 0f, -1f, 1f, -1f], training.data<float>().ToArray());
        Assert.Equal([2f, -1f], heldOut.data<float>().ToArray());
    }

    [Fact]
    public void Images_keep_their_shape()
    {
        using var scope = NewDisposeScope();
        var training = rand([10, 3, 4, 5]);

        Preparer.Prepare(new Standardise(), training, heldOut: null);

        Assert.Equal([10L, 3L, 4L, 5L], training.shape);
        Assert.True(training.mean([0]).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void Nothing_is_done_unless_it_is_said()
    {
        using var scope = NewDisposeScope();
        var training = tensor(new float[] { 1, 2 }, [2, 1]);

        Preparer.Prepare(preparation: null, training, heldOut: null);

        Assert.Equal([1f, 2f], training.data<float>().ToArray());
    }

    [Fact]
    public void A_recipe_prepares_its_data()
    {
        var recipe = Some.Recipe() with { Data = new Clouds { Features = 2, Spread = 1e6, Prepare = new Standardise() } };

        using var data = DataLoader.Load(recipe, TestContext.Current.CancellationToken);

        using var scope = NewDisposeScope();
        Assert.True((data.Training.Features.std([0], unbiased: false) - 1).abs().max().item<float>() < 1e-4);
        Assert.False((data.HeldOut!.Features.mean([0]).abs().max().item<float>() == 0));
    }
}
