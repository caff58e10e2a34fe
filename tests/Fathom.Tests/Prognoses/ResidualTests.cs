using Fathom.Prognoses;

namespace Fathom.Tests.Prognoses;

/// <summary>Yang and Schoenholz (2017), Mean field residual networks: x + V φ(W x).</summary>
public class ResidualTests
{
    [Theory]
    [InlineData("relu", 10, 4.055, 0.001)]
    [InlineData("relu", 50, 20.27, 0.01)]
    [InlineData("relu", 200, 81.09, 0.01)]
    [InlineData("tanh", 10, 2.64, 0.005)]
    [InlineData("tanh", 50, 7.22, 0.005)]
    [InlineData("tanh", 200, 15.17, 0.005)]
    public void Grows_as_the_paper_says(string activation, int depth, double logRatio, double tolerance)
    {
        var forecast = Designs.Forecast(Blocks(depth, block => Branch(activation, block)));

        Assert.Equal(logRatio, forecast.Walk.LogGain, tolerance);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200)]
    public void Grows_at_most_by_e_when_branches_are_divided_by_the_root_of_the_depth(int depth)
    {
        var forecast = Designs.Forecast(Blocks(depth, block => [Designs.Weights($"v{block}", 2), Designs.Slope($"relu{block}", ActivationFunctions.Relu), Designs.Weights($"w{block}", 1), new ScaleStage("scale", 1 / Math.Sqrt(depth))]));

        Assert.InRange(Math.Exp(forecast.Walk.LogGain), 2.5, Math.E);
    }

    [Fact]
    public void Passes_everything_around_a_branch_of_zero()
    {
        var forecast = Designs.Forecast(Blocks(64, block => [.. Branch("relu", block), new ScaleStage("alpha", 0)]));

        Assert.Equal(0, forecast.Walk.LogGain);
        Assert.Equal(1, forecast.Walk.Steps[^1].Link.Ways.Single(way => way.Name == "skip").Gain);
        Assert.Equal(0, forecast.Walk.Steps[^1].Link.Ways.Single(way => way.Name == "branch").Gain);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(200)]
    public void Pre_norm_grows_with_the_depth_only(int depth)
    {
        var forecast = Designs.Forecast(Blocks(depth, block => [new NormStage($"norm{block}"), Designs.Weights($"w{block}", 2), Designs.Slope($"relu{block}", ActivationFunctions.Relu), Designs.Weights($"v{block}", 1)]));

        Assert.Equal(depth + 1, Math.Exp(forecast.Walk.LogGain), 1e-6 * depth);
    }

    static Stage[] Branch(string activation, int block) =>
        [Designs.Weights($"w{block}", 1), Designs.Slope($"{activation}{block}", Activations.Named(activation)), Designs.Weights($"v{block}", 1)];

    static Stage[] Blocks(int depth, Func<int, Stage[]> branch) =>
        [.. Enumerable.Range(1, depth).Select(block => new SkipStage($"residual{block}", branch(block)))];
}
