using Fathom.Ledger;
using Fathom.Prognoses;

namespace Fathom.Tests.Prognoses;

/// <summary>
/// Poole et al. (2016) and Schoenholz et al. (2017): plain layers at width 512 and depth 50. Theory's numbers were worked out
/// independently beforehand; the measured ones are means over networks of that size.
/// </summary>
public class PlainNetworkTests
{
    const double Third = 1 / 3.0;
    const double ThirdOfFanIn = 1 / (3.0 * Designs.Width);

    /// <summary>Activation, σ_w², σ_b², geometric mean of the multipliers over 49 layers by theory, the same measured.</summary>
    public static TheoryData<string, double, double, double, double> Means => new()
    {
        { "identity", Third, ThirdOfFanIn, 0.33333, 0.33343 },
        { "relu", Third, ThirdOfFanIn, 0.16667, 0.16757 },
        { "tanh", Third, ThirdOfFanIn, 0.32875, 0.32885 },
        { "sigmoid", Third, ThirdOfFanIn, 0.01996, 0.01997 },
        { "gelu", Third, ThirdOfFanIn, 0.08435, 0.08438 },
        { "silu", Third, ThirdOfFanIn, 0.08384, 0.08386 },
        { "elu(1)", Third, ThirdOfFanIn, 0.32153, 0.32134 },
        { "selu", Third, ThirdOfFanIn, 0.64550, 0.64438 },
        { "softplus", Third, ThirdOfFanIn, 0.08697, 0.08695 },
        { "erf", Third, ThirdOfFanIn, 0.41770, 0.41782 },
        { "softsign", Third, ThirdOfFanIn, 0.29389, 0.29279 },
        { "tanh", 1, 0, 0.91739, 0.91615 },
        { "relu", 1, 0, 0.50000, 0.49735 },
        { "sigmoid", 1, 0, 0.05546, 0.05529 },
        { "selu", 1, 0, 1.07157, 1.07346 },
        { "gelu", 1, 0, 0.25763, 0.25725 },
        { "relu", 2, 0, 1.00000, 1.00214 },
        { "tanh", 2, 0, 1.08666, 1.08742 },
        { "elu(1)", 2, 0, 1.11315, 1.11249 },
        { "selu", 2, 0, 1.24123, 1.24131 },
        { "sigmoid", 2, 0, 0.10029, 0.10001 },
        { "silu", 2, 0, 0.53109, 0.53369 },
        { "tanh", 25 / 9.0, 0, 1.19568, 1.19591 },
        { "sigmoid", 16, 0, 0.39486, 0.39272 },
        { "tanh", 1.68798, 0.038041, 0.98277, 0.98404 },
        { "tanh", 4, 0.05, 1.33192, 1.33085 },
        { "tanh", 0.8, 0.05, 0.63535, 0.63580 },
        { "leaky-relu(0.2)", 2 / 1.04, 0, 1, 1.0009 },
        { "leaky-relu(0.25)", 2 / 1.0625, 0, 1, 1.0007 },
    };

    /// <summary>Activation, σ_w², σ_b², χ where the length has come to rest.</summary>
    public static TheoryData<string, double, double, double> Ends => new()
    {
        { "identity", Third, ThirdOfFanIn, 0.3333 },
        { "relu", Third, ThirdOfFanIn, 0.1667 },
        { "tanh", Third, ThirdOfFanIn, 0.3327 },
        { "sigmoid", Third, ThirdOfFanIn, 0.0200 },
        { "gelu", Third, ThirdOfFanIn, 0.0835 },
        { "silu", Third, ThirdOfFanIn, 0.0834 },
        { "elu(1)", Third, ThirdOfFanIn, 0.3254 },
        { "selu", Third, ThirdOfFanIn, 0.6648 },
        { "softplus", Third, ThirdOfFanIn, 0.0869 },
        { "erf", Third, ThirdOfFanIn, 0.4235 },
        { "softsign", Third, ThirdOfFanIn, 0.3036 },
        { "sigmoid", 1, 0, 0.0557 },
        { "selu", 1, 0, 1.0716 },
        { "tanh", 2, 0, 1.1055 },
        { "elu(1)", 2, 0, 1.0670 },
        { "selu", 2, 0, 1.1279 },
        { "sigmoid", 2, 0, 0.1010 },
        { "tanh", 25 / 9.0, 0, 1.2098 },
        { "sigmoid", 16, 0, 0.3989 },
        { "tanh", 1.68798, 0.038041, 1.0000 },
        { "tanh", 4, 0.05, 1.3424 },
        { "tanh", 0.8, 0.05, 0.6468 },
    };

    public static TheoryData<string> Degenerate => ["gelu", "mish", "softplus"];

    [Theory]
    [MemberData(nameof(Means))]
    public void Expects_the_mean_multiplier_that_wide_networks_show(string activation, double weights, double biases, double theory, double measured)
    {
        var stages = Designs.Plain(Activations.Named(activation), weights, biases);

        var expected = Designs.MeanMultiplier(stages);

        Assert.Equal(theory, expected, 5.1e-6);
        Assert.Equal(1, measured / expected, 0.006);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Settles_at_the_multiplier_of_the_fixed_point(string activation, double weights, double biases, double theory)
    {
        var steps = Designs.Forecast(Designs.Plain(Activations.Named(activation), weights, biases, depth: 50)).Walk.Steps;

        var last = steps[^1].Passage.LogGain + steps[^2].Passage.LogGain;

        Assert.Equal(theory, Math.Exp(last), 5.1e-5);
    }

    [Theory]
    [MemberData(nameof(Means))]
    public void Makes_no_reservations_where_theory_holds(string activation, double weights, double biases, double theory, double measured)
    {
        var prognosis = Designs.Prognosis(Designs.Plain(Activations.Named(activation), weights, biases));

        Assert.Empty(prognosis.Reservations);
        Assert.True(theory > 0 && measured > 0);
    }

    [Theory]
    [MemberData(nameof(Degenerate))]
    public void Says_that_theory_does_not_hold_for_deep_smooth_rectifiers_at_he_gain(string activation)
    {
        var prognosis = Designs.Prognosis(Designs.Plain(Activations.Named(activation), 2));

        var reservation = Assert.Single(prognosis.Reservations);
        Assert.Equal("network", reservation.Place);
        Assert.Contains("Measure the ledger", reservation.Instead, StringComparison.Ordinal);
    }

    [Fact]
    public void Follows_the_gradient_along_the_signal_where_it_carries_the_ledger()
    {
        var stages = Designs.Plain(ActivationFunctions.Softplus, 2);

        var corrected = Math.Exp((Designs.LogSquare(stages) + 2 * Math.Log(10) * AlongSignal.Decades(Designs.Forecast(stages).Walk.Steps)) / 49);

        Assert.Equal(0.794, Designs.MeanMultiplier(stages), 5e-4);
        Assert.Equal(0.869, corrected, 0.009);
    }

    [Fact]
    public void Linear_and_rectified_networks_have_no_direction_of_their_own()
    {
        Assert.Equal(0, AlongSignal.Decades(Designs.Forecast(Designs.TorchDefault(ActivationFunctions.Identity)).Walk.Steps), 1e-4);
        Assert.Equal(0, AlongSignal.Decades(Designs.Forecast(Designs.Plain(ActivationFunctions.Relu, 2)).Walk.Steps), 1e-4);
    }

    [Theory]
    [InlineData("relu", -38.1, 0.05)]
    [InlineData("sigmoid", -83.3, 0.05)]
    public void Loses_this_many_decades_of_the_squared_norm_in_fifty_layers_of_torch_default(string activation, double decades, double tolerance)
    {
        var ledger = Designs.Prognosis(Designs.TorchDefault(Activations.Named(activation))).Ledger;

        Assert.Equal(decades, 2 * ledger.TotalDecades, tolerance);
        Assert.Equal(LedgerEnd.Complete, ledger.End);
    }

    [Fact]
    public void Sums_the_lengths_own_multipliers_because_the_fixed_point_alone_is_wrong()
    {
        var left = Math.Exp(Designs.LogSquare(Designs.Plain(ActivationFunctions.Tanh, 1)));

        Assert.Equal(0.0146, left, 5e-5);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(10_000)]
    public void Loses_only_a_power_of_the_depth_at_tanhs_critical_point(int depth)
    {
        var stages = Designs.Plain(ActivationFunctions.Tanh, 1, depth: depth + 1);

        Assert.Equal(0.71, Math.Exp(Designs.LogSquare(stages)) * depth, 0.01);
        Assert.Equal(0.5, Designs.Forecast(stages).Walk.Steps[^1].Passage.Output.Square * depth, 0.01);
    }

    [Fact]
    public void Keeps_the_weights_gradients_level_where_deltas_shrink()
    {
        var prognosis = Designs.Prognosis(Designs.Plain(ActivationFunctions.Tanh, 1, depth: 21));

        var first = prognosis.Layers.First(layer => layer.Kind == LinkKind.Weight);
        Assert.Equal(-1.4, 2 * prognosis.Ledger.TotalDecades, 0.2);
        Assert.Equal(0.07, first.WeightGradientDecades, 0.1);
    }

    [Fact]
    public void Orthogonal_weights_have_the_same_mean_and_less_spread()
    {
        var gaussian = Designs.Prognosis(Designs.Plain(ActivationFunctions.Tanh, 1));
        var orthogonal = Designs.Prognosis(Designs.Plain(ActivationFunctions.Tanh, 1, orthogonal: true));

        Assert.Equal(gaussian.Ledger.TotalDecades, orthogonal.Ledger.TotalDecades, 12);
        Assert.True(orthogonal.TotalDecades.High - orthogonal.TotalDecades.Low < gaussian.TotalDecades.High - gaussian.TotalDecades.Low);
    }

    [Theory]
    [InlineData("relu", 20, 5)]
    [InlineData("identity", 20, 2)]
    [InlineData("leaky-relu(0.2)", 20, 4.5562)]
    public void Varies_from_seed_to_seed_as_hanin_and_nica_say(string activation, int depth, double k)
    {
        var function = Activations.Named(activation);
        var variance = Designs.Forecast(Designs.Plain(function, 2, depth: depth + 1, width: 32)).Walk.Steps.Skip(1).Sum(step => step.Passage.Variance);

        Assert.Equal(k * depth / 32, variance, 2e-3);
        Assert.Equal(k, FiniteWidth.LayerVariance(function.Under(0, 1)), 1e-3);
    }

    [Theory]
    [InlineData(0.5, 7)]
    [InlineData(1, 22)]
    public void Limits_the_depth_of_tanh_as_schoenholz_measured(double weights, double depth)
    {
        var prognosis = Designs.Prognosis(Designs.Plain(ActivationFunctions.Tanh, weights, 0.05, depth: 60));

        Assert.Equal(depth, Prognosis.TrainableDepthScales * prognosis.CorrelationDepthScale, 0.5);
    }

    [Theory]
    [InlineData(2, 9, 0.925)]
    [InlineData(4, 19, 0.707)]
    [InlineData(8, 49, 0.174)]
    public void Bounds_the_share_of_networks_that_are_born_dead(int width, int hidden, double most)
    {
        var prognosis = Designs.Prognosis(Designs.Plain(ActivationFunctions.Relu, 2, depth: hidden + 1, width: width));

        Assert.Equal(most, prognosis.BornDeadShare, 1e-3);
    }
}
