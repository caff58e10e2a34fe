using Fathom.Prognoses;

namespace Fathom.Tests.Prognoses;

/// <summary>Plain deep networks with a normalisation or dropout in each layer.</summary>
public class NormTests
{
    /// <summary>Yang et al. (2019): E φ'² / Var φ, for any σ_w.</summary>
    [Theory]
    [InlineData("identity", 1)]
    [InlineData("relu", 1.4669)]
    [InlineData("leaky-relu(0.2)", 1.2436)]
    [InlineData("tanh", 1.1778)]
    [InlineData("sigmoid", 1.0336)]
    [InlineData("elu(1)", 1.0790)]
    [InlineData("selu", 1.0716)]
    [InlineData("gelu", 1.3188)]
    [InlineData("silu", 1.2121)]
    [InlineData("erf", 1.2257)]
    [InlineData("mish", 1.2143)]
    public void Batch_norm_makes_plain_networks_explode(string activation, double theory) =>
        Assert.Equal(theory, LastMultiplier(activation, 0.7, name => new BatchNormStage(name, 1e9)), 5.1e-5);

    [Theory]
    [InlineData(8, 1.779, 0.011)]
    [InlineData(32, 1.522, 0.004)]
    [InlineData(128, 1.472, 0.006)]
    public void Batch_norm_explodes_more_in_small_batches(int batch, double exact, double relative) =>
        Assert.Equal(1, LastMultiplier("relu", 2, name => new BatchNormStage(name, batch)) / exact, relative);

    [Theory]
    [InlineData(8)]
    [InlineData(32)]
    public void Batch_norm_of_a_linear_network_multiplies_by_this(int batch) =>
        Assert.Equal((batch - 2.0) / (batch - 3), LastMultiplier("identity", 1, name => new BatchNormStage(name, batch)), 1e-12);

    [Fact]
    public void Batch_norm_of_relu_gains_eight_decades_of_the_square_in_fifty_layers() =>
        Assert.Equal(8.3, 50 * Math.Log10(LastMultiplier("relu", 2, name => new BatchNormStage(name, 1e9))), 0.05);

    [Fact]
    public void Batch_norm_of_three_samples_is_out_of_theorys_reach()
    {
        var prognosis = Designs.Prognosis(Designs.Weights("linear1", 1), new BatchNormStage("batchnorm1", 3), Designs.Slope("relu1", ActivationFunctions.Relu));

        Assert.Equal("batchnorm1", Assert.Single(prognosis.Reservations).Place);
    }

    [Theory]
    [InlineData("relu", 1.0000)]
    [InlineData("tanh", 1.1778)]
    [InlineData("gelu", 1.0720)]
    [InlineData("silu", 1.0666)]
    [InlineData("sigmoid", 0.1528)]
    [InlineData("softplus", 0.3185)]
    public void Layer_norm_before_the_activation(string activation, double theory) =>
        Assert.Equal(theory, LastMultiplier(activation, 1.3, name => new NormStage(name)), 5.1e-5);

    [Theory]
    [InlineData("relu", 2, 1.4669)]
    [InlineData("tanh", 1, 1.1778)]
    [InlineData("sigmoid", 1, 1.0336)]
    public void Layer_norm_after_the_activation(string activation, double weights, double theory)
    {
        var function = Activations.Named(activation);
        var stages = Enumerable.Range(1, 10).SelectMany(layer => (Stage[])[Designs.Weights($"linear{layer}", weights), Designs.Slope($"act{layer}", function), new NormStage($"norm{layer}")]).ToArray();

        var multiplier = Math.Exp(Designs.Forecast(stages).Walk.Steps.TakeLast(3).Sum(step => step.Passage.LogGain));

        Assert.Equal(theory, multiplier, 5.1e-5);
    }

    [Theory]
    [InlineData(0.9, 2, 1.111)]
    [InlineData(0.8, 2, 1.25)]
    [InlineData(0.5, 2, 2)]
    [InlineData(0.5, 1, 1)]
    public void Dropout_divides_by_the_share_that_is_kept(double keep, double weights, double theory)
    {
        var steps = Designs.Forecast(WithDropout(keep, weights, 10)).Walk.Steps;

        Assert.Equal(theory, Math.Exp(steps.TakeLast(3).Sum(step => step.Passage.LogGain)), 5e-4);
    }

    /// <summary>The fixed point of Cho and Saul's map with a kept share of one half; 0.227 was measured at width 512.</summary>
    [Fact]
    public void Dropout_keeps_inputs_apart()
    {
        var steps = Designs.Forecast(WithDropout(0.5, 1, 200)).Walk.Steps;

        var correlation = steps.Last(step => step.Stage is WeightStage).Passage.Output.Correlation;
        Assert.Equal((Math.Sqrt(1 - correlation * correlation) + correlation * (Math.PI - Math.Acos(correlation))) / (2 * Math.PI), correlation, 1e-9);
        Assert.Equal(0.227, correlation, 0.011);
    }

    static Stage[] WithDropout(double keep, double weights, int depth) =>
    [
        .. Enumerable.Range(1, depth).SelectMany(layer => (Stage[])
        [
            Designs.Weights($"linear{layer}", weights),
            Designs.Slope($"relu{layer}", ActivationFunctions.Relu),
            new DropoutStage($"dropout{layer}", keep, Designs.Width),
        ]),
    ];

    static double LastMultiplier(string activation, double weights, Func<string, Stage> norm)
    {
        var function = Activations.Named(activation);
        var stages = Enumerable.Range(1, 10).SelectMany(layer => (Stage[])[Designs.Weights($"linear{layer}", weights), norm($"norm{layer}"), Designs.Slope($"act{layer}", function)]).ToArray();

        // From one norm's output to the next one's.
        var steps = Designs.Forecast(stages).Walk.Steps;
        return Math.Exp(steps.Skip(steps.Count - 4).Take(3).Sum(step => step.Passage.LogGain));
    }
}
