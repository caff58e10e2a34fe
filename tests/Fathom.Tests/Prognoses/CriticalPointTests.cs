using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Tests.Prognoses;

public class CriticalPointTests
{
    [Theory]
    [InlineData("tanh", 1, 0, Criticality.Approached)]
    [InlineData("identity", 1, 0, Criticality.ScaleInvariant)]
    [InlineData("softsign", 1, 0, Criticality.Approached)]
    [InlineData("elu(1)", 1, 0, Criticality.Approached)]
    [InlineData("hard-tanh", 1, 0, Criticality.Approached)]
    [InlineData("erf", Math.PI / 4, 0, Criticality.Approached)]
    [InlineData("relu", 2, 0, Criticality.ScaleInvariant)]
    [InlineData("leaky-relu(0.2)", 2 / 1.04, 0, Criticality.ScaleInvariant)]
    [InlineData("relu6", 2, 0, Criticality.Approached)]
    [InlineData("selu", 0.476771, 0, Criticality.Approached)]
    [InlineData("gelu", 1.98306, 0.17292, Criticality.HalfStable)]
    [InlineData("silu", 1.98800, 0.55514, Criticality.HalfStable)]
    [InlineData("mish", 2.01352, 0.09452, Criticality.HalfStable)]
    public void Is_where_theory_says(string activation, double weights, double biases, Criticality kind)
    {
        var point = CriticalPoint.Of(Activations.Named(activation));

        Assert.NotNull(point);
        Assert.Equal(weights, point.WeightVariance, 5.1e-6);
        Assert.Equal(biases, point.BiasVariance, 5.1e-6);
        Assert.Equal(kind, point.Kind);
    }

    [Theory]
    [InlineData("gelu", 3.5615528128)]
    [InlineData("silu", 14.3202)]
    [InlineData("mish", 1.67017)]
    public void Half_stable_ones_lie_at_this_length(string activation, double length) =>
        Assert.Equal(length, CriticalPoint.Of(Activations.Named(activation))!.Length, 6e-5);

    [Fact]
    public void Sigmoid_needs_weights_that_no_initialisation_gives()
    {
        var point = CriticalPoint.Of(ActivationFunctions.Sigmoid);

        Assert.Equal(103.0, point!.WeightVariance, 0.05);
        Assert.Equal(45.6, point.Length, 0.05);
        Assert.Equal(0, point.BiasVariance, 1e-9);
        Assert.Equal(Criticality.Stable, point.Kind);
    }

    [Fact]
    public void Recipes_activations_have_theirs() => Assert.Equal(2, CriticalPoint.Of(new Relu())!.WeightVariance);

    [Fact]
    public void Softplus_has_none() => Assert.Null(CriticalPoint.Of(ActivationFunctions.Softplus));

    [Theory]
    [InlineData(0.1, 1.17757, 0.000832)]
    [InlineData(0.5, 1.68798, 0.038041)]
    [InlineData(1, 2.15330, 0.150965)]
    [InlineData(2, 2.86116, 0.512265)]
    public void Tanh_has_a_critical_line(double length, double weights, double biases)
    {
        var point = CriticalPoint.At(ActivationFunctions.Tanh, length);

        Assert.Equal(weights, point!.WeightVariance, 5.1e-6);
        Assert.Equal(biases, point.BiasVariance, 5.1e-7);
        Assert.Equal(Criticality.Stable, point.Kind);
    }

    [Fact]
    public void Keeps_the_gradient_of_a_thousand_layers()
    {
        foreach (var function in (ActivationFunction[])[ActivationFunctions.Sigmoid, ActivationFunctions.Relu])
        {
            var point = CriticalPoint.Of(function)!;

            var decades = Designs.Prognosis(Designs.Plain(function, point.WeightVariance, point.BiasVariance, depth: 1000)).Ledger.TotalDecades;

            Assert.Equal(0, decades, 1.0);
        }
    }
}
