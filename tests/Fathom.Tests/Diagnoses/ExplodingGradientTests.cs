using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class ExplodingGradientTests
{
    readonly ExplodingGradient _diagnosis = new();

    [Fact]
    public void Sees_a_step_that_overwrites_layers_at_the_first_of_them()
    {
        var ill = Readings.Stack(depth: 20, decadesPerLayer: 0.4, updateRatio: layer => 1e-3 * Math.Pow(10, 0.4 * (20 - layer)));

        var finding = Assert.Single(_diagnosis.Examine(Readings.Repeated(ill)));

        Assert.Equal(("exploding-gradient", Severity.Error, 1L), (finding.Id, finding.Severity, finding.Step));
        Assert.Equal("linear1..linear12", finding.Place);
        Assert.StartsWith("The gradient at linear1 is 4.0e+7 times that at the output; one step changes it by 4.0e+4 times its own size.", finding.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Sees_that_clipping_leaves_the_last_layers_nothing()
    {
        var clipped = Readings.Stack(20, 0.4, layer => 1e-3 * Math.Pow(10, -0.4 * (layer - 1)));

        var finding = Assert.Single(_diagnosis.Examine(Readings.Repeated(clipped)));

        // Twenty layers share the error rate, which costs them one reading.
        Assert.Equal(4, finding.Step);
        Assert.Contains("steps small enough for it move linear7..linear20", finding.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.05, 1e-3, "a gradient that grows by less than a hundred")]
    [InlineData(0.4, 1e-3, "an optimizer that moves every layer alike")]
    [InlineData(0, 2.0, "a large learning rate without growth: another illness")]
    [InlineData(0.4, 0, "a training that stands still")]
    public void Stays_silent_on(double decadesPerLayer, double updateRatio, string healthy)
    {
        Assert.NotEmpty(healthy);
        Assert.Empty(_diagnosis.Examine(Readings.Repeated(Readings.Stack(20, decadesPerLayer, _ => updateRatio))));
    }

    [Fact]
    public void Sees_that_steps_small_enough_for_all_layers_leave_the_loss_where_it_is()
    {
        // Homogeneous networks move all layers alike: rate × gradient / weight is 1e-9 in each of them.
        var finding = Assert.Single(_diagnosis.Examine(Readings.Repeated(Alike(loss: 2.3, descent: 1e-7))));

        Assert.Equal((Severity.Warning, 3L), (finding.Severity, finding.Step));
        Assert.EndsWith("remove 4.3e-5 of the loss in 1,000 steps.", finding.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2.3, 1e-2, "small steps of which there are enough")]
    [InlineData(1e40, 1e-7, "a loss for which the gradient is next to nothing")]
    public void Stays_silent_on_growth_with(double loss, double descent, string healthy)
    {
        Assert.NotEmpty(healthy);
        Assert.Empty(_diagnosis.Examine(Readings.Repeated(Alike(loss, descent))));
    }

    static StepReading Alike(double loss, double descent)
    {
        var reading = Readings.Stack(20, 0.4, _ => 1e-9, loss: loss);
        return reading with { Parameters = [.. reading.Parameters.Select((parameter, layer) => layer > 0 ? parameter : parameter with { Update = parameter.Update! with { Descent = descent } })] };
    }

    [Fact]
    public void Overlooks_parameters_that_began_at_zero() =>
        Assert.Empty(_diagnosis.Examine(Readings.Repeated(Readings.Stack(20, 0.4, _ => double.PositiveInfinity))));

    [Theory]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void Refuses_a_growth_below_one(double growth) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExplodingGradient { ToleratedGrowth = growth });
}
