using Fathom.Ledger;
using Fathom.Prognoses;

namespace Fathom.Tests.Prognoses;

public class BlockTests
{
    /// <summary>1 / E max² of k standard normal numbers: where maxout keeps the signal level.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 0.7839)]
    [InlineData(4, 0.6446)]
    [InlineData(5, 0.5555)]
    public void Maxout_keeps_the_signal_level_at(int pieces, double weights) => Assert.Equal(weights, 1 / MaxoutStage.Moments(pieces).Square, 5.1e-5);

    [Fact]
    public void Maxout_multiplies_the_gradient_by_the_weights_alone()
    {
        var steps = Designs.Forecast(Designs.Weights("linear1", 0.6446), new MaxoutStage("maxout1", 4), Designs.Weights("linear2", 0.6446)).Walk.Steps;

        Assert.Equal(0.6446, Math.Exp(steps[1].Passage.LogGain + steps[2].Passage.LogGain), 1e-9);
        Assert.Equal(1, steps[1].Passage.Output.Square, 1e-4);
    }

    /// <summary>Srivastava et al. (2015): a gate bias of -2 leaves 0.88^50 = 0.002 of the carry path.</summary>
    [Fact]
    public void A_highway_with_a_bias_of_minus_two_carries_little_through_fifty_layers()
    {
        var highway = new HighwayStage("highway1", [Designs.Weights("linear1", 1), Designs.Slope("tanh1", ActivationFunctions.Tanh)], Designs.Weights("gate1", 0) with { BiasMean = -2 });

        var skip = highway.Pass(Designs.Input).Ways.Single(way => way.Name == "carry");

        Assert.Equal(0.8808, skip.Gain, 1e-4);
        Assert.Equal(0.002, Math.Pow(skip.Gain, 50), 3e-4);
    }

    [Fact]
    public void A_highway_gains_what_its_ways_gain_together()
    {
        var passage = new HighwayStage("highway1", [Designs.Weights("linear1", 2), Designs.Slope("relu1", ActivationFunctions.Relu)], Designs.Weights("gate1", 1)).Pass(Designs.Input);

        Assert.Equal(Math.Exp(passage.LogGain), passage.Ways.Sum(way => way.Gain * way.Gain), 1e-12);
    }

    [Fact]
    public void A_dense_block_shares_the_gradient_by_width()
    {
        var passage = new ConcatStage("dense1", [Designs.Weights("linear1", 2), Designs.Slope("relu1", ActivationFunctions.Relu)], Kept: 384, Added: 128).Pass(Designs.Input);

        Assert.Equal(1, Math.Exp(passage.LogGain), 1e-12);
        Assert.Equal(Math.Sqrt(0.75), passage.Ways.Single(way => way.Name == "skip").Gain, 1e-12);
    }

    /// <summary>Xiong et al. (2020): behind a final norm pre-norm stacks lose 1/√L, post-norm stacks nothing.</summary>
    [Theory]
    [InlineData(6, 0.75)]
    [InlineData(12, 0.55)]
    [InlineData(24, 0.40)]
    [InlineData(48, 0.31)]
    public void A_pre_norm_stack_loses_as_the_root_of_its_depth_at_the_last_block(int depth, double measured)
    {
        var relative = Math.Sqrt(FinalNorm(depth) / FinalNorm(2));

        Assert.Equal(measured, relative, 0.1);
        Assert.Equal(PostNorm(2), PostNorm(depth), 1e-9);

        static double FinalNorm(int depth) => Math.Exp(Designs.Forecast([.. Blocks(depth, normsFirst: true), new NormStage("norm")]).Walk.Steps[^1].Passage.LogGain);

        static double PostNorm(int depth) => Math.Exp(Designs.Forecast(Blocks(depth, normsFirst: false)).Walk.Steps[^1].Passage.LogGain);
    }

    [Fact]
    public void Attention_averages_over_the_tokens_before_it_has_learnt()
    {
        var steps = Designs.Forecast([.. TransformerStages.Attention("block1", 512, 100, 1 / 512.0, 0)]).Walk.Steps;

        Assert.Equal(0.01, Math.Exp(steps.Sum(step => step.Passage.LogGain)), 1e-12);
        Assert.NotNull(steps[1].Stage.DoubtAbout(steps[1].Input));
    }

    [Fact]
    public void A_block_passes_its_inner_doubts_on()
    {
        var prognosis = Designs.Prognosis(Designs.Weights("linear1", 1), new SkipStage("residual1", [new UnknownStage("strange1", LinkKind.Other)]));

        Assert.Contains("strange1", Assert.Single(prognosis.Reservations).Reason, StringComparison.Ordinal);
    }

    static Stage[] Blocks(int depth, bool normsFirst) =>
    [
        .. Enumerable.Range(1, depth).SelectMany(block => TransformerStages.Around(
            $"block{block}", [Designs.Weights($"wide{block}", 1), Designs.Slope($"relu{block}", ActivationFunctions.Relu), Designs.Weights($"narrow{block}", 1)], normsFirst)),
    ];
}
