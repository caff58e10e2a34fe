using Fathom.Prognoses;

namespace Fathom.Tests.Prognoses;

/// <summary>
/// Poole et al. (2016) and Schoenholz et al. (2017): plain layers, each number worked out twice, by theory elsewhere and on networks of
/// width 512 and depth 50.
/// </summary>
public class PlainNetworkTests
{
    public static TheoryData<string, double, double, double> Means => new()
    {
        { "identity", 1 / 3.0, 1 / 1536.0, 0.33333 },
        { "relu", 1 / 3.0, 1 / 1536.0, 0.16667 },
        { "tanh", 1 / 3.0, 1 / 1536.0, 0.32875 },
        { "sigmoid", 1 / 3.0, 1 / 1536.0, 0.01996 },
        { "gelu", 1 / 3.0, 1 / 1536.0, 0.08435 },
        { "silu", 1 / 3.0, 1 / 1536.0, 0.08384 },
        { "elu", 1 / 3.0, 1 / 1536.0, 0.32153 },
        { "selu", 1 / 3.0, 1 / 1536.0, 0.64550 },
        { "softplus", 1 / 3.0, 1 / 1536.0, 0.08697 },
        { "erf", 1 / 3.0, 1 / 1536.0, 0.41770 },
        { "softsign", 1 / 3.0, 1 / 1536.0, 0.29389 },
        { "tanh", 1, 0, 0.91739 },
        { "relu", 1, 0, 0.50000 },
        { "sigmoid", 1, 0, 0.05546 },
        { "selu", 1, 0, 1.07157 },
        { "gelu", 1, 0, 0.25763 },
        { "relu", 2, 0, 1.00000 },
        { "tanh", 2, 0, 1.08666 },
        { "elu", 2, 0, 1.11315 },
        { "selu", 2, 0, 1.24123 },
        { "sigmoid", 2, 0, 0.10029 },
        { "silu", 2, 0, 0.53109 },
        { "tanh", 25 / 9.0, 0, 1.19568 },
        { "sigmoid", 16, 0, 0.39486 },
        { "tanh", 1.68798, 0.038041, 0.98277 },
        { "tanh", 4, 0.05, 1.33192 },
        { "tanh", 0.8, 0.05, 0.63535 },
        { "leaky-relu(0.2)", 2 / 1.04, 0, 1 },
        { "leaky-relu(0.25)", 2 / 1.0625, 0, 1 },
        { "gelu", 2, 0, 0.593 },
        { "mish", 2, 0, 0.816 },
        { "softplus", 2, 0, 0.794 },
    };

    [Theory]
    [MemberData(nameof(Means))]
    public void Expects_the_mean_multiplier(string activation, double weights, double biases, double mean)
    {
        var stages = Designs.Plain(Activations.Named(activation), weights, biases);

        var expected = Designs.MeanMultiplier(stages);

        var s = new Forecast(stages, Designs.Input, new(), new(1, 128));
        TestContext.Current.TestOutputHelper!.WriteLine($"{activation} {weights:0.###} {biases:0.###}: {expected:0.00000} spread {s.SizeSpread():0.000} band {s.Left()[^1]}");
        Assert.Equal(mean, expected, 6e-6 + (mean.ToString(System.Globalization.CultureInfo.InvariantCulture).Length < 6 ? 6e-4 : 0));
    }
}
