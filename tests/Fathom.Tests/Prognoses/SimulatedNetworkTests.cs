using Fathom.Prognoses;

namespace Fathom.Tests.Prognoses;

/// <summary>Each prognosis against its slow twin: networks that are really drawn, sent through and differentiated.</summary>
public class SimulatedNetworkTests
{
    const int Width = 64;
    const int Seeds = 30;

    public static TheoryData<string, double, double, int> Plain => new()
    {
        { "identity", 1, 0, 20 },
        { "relu", 2, 0, 20 },
        { "relu", 1 / 3.0, 1 / 192.0, 20 },
        { "tanh", 1, 0, 20 },
        { "tanh", 4, 0.05, 20 },
        { "sigmoid", 16, 0, 20 },
        { "gelu", 2, 0, 8 },
        { "selu", 1, 0, 20 },
        { "elu(1)", 2, 0, 20 },
        { "softplus", 1, 0, 20 },
    };

    public static TheoryData<string> Blocks => ["layer-norm", "dropout", "residual", "pre-norm", "narrowing"];

    [Theory]
    [MemberData(nameof(Plain))]
    public void Plain_networks_lie_in_the_band(string activation, double weights, double biases, int depth) =>
        LieInTheBand(Designs.Plain(Activations.Named(activation), weights, biases, depth, Width));

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Networks_of_blocks_lie_in_the_band(string design) => LieInTheBand(
    [
        Designs.Weights("linear0", 1, 0, Width),
        .. Enumerable.Range(1, 10).SelectMany(layer => Block(design, layer)),
    ]);

    static Stage[] Block(string design, int layer)
    {
        var relu = Designs.Slope($"relu{layer}", ActivationFunctions.Relu, Width);
        return design switch
        {
            "layer-norm" => [new NormStage($"norm{layer}"), Designs.Slope($"tanh{layer}", ActivationFunctions.Tanh, Width), Designs.Weights($"linear{layer}", 1, 0, Width)],
            "dropout" => [relu, new DropoutStage($"dropout{layer}", 0.8, Width), Designs.Weights($"linear{layer}", 2, 0, Width)],
            "residual" => [new SkipStage($"residual{layer}", [Designs.Weights($"wide{layer}", 1, 0, Width), relu, Designs.Weights($"narrow{layer}", 1, 0, Width)])],
            "pre-norm" => [new SkipStage($"block{layer}", [new NormStage($"norm{layer}"), Designs.Weights($"wide{layer}", 2, 0, Width), relu, Designs.Weights($"narrow{layer}", 1, 0, Width)])],
            _ =>
            [
                relu, new WeightStage($"narrow{layer}", Width, 32, 2.0 / Width),
                Designs.Slope($"relu{layer}b", ActivationFunctions.Relu, 32), new WeightStage($"wide{layer}", 32, Width, 2.0 / 32),
            ],
        };
    }

    static void LieInTheBand(Stage[] stages)
    {
        var band = Designs.Prognosis(stages).TotalDecades;
        var measured = Enumerable.Range(1, Seeds).Select(seed => new Simulation(seed).Decades(stages, Width)).ToList();

        var mean = measured.Average();
        var deviation = Math.Sqrt(measured.Average(decades => (decades - mean) * (decades - mean)));

        var expected = (band.High - band.Low) / 4;
        Assert.Equal(band.Middle, mean, 0.35 * expected + 0.05);
        Assert.InRange(deviation / expected, 0.6, 1.6);
        Assert.True(measured.Count(band.Holds) >= 0.8 * Seeds);
    }
}
