using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Tests.Diagnoses;

public class PoorInitializationTests
{
    readonly PoorInitialization _diagnosis = new();

    [Fact]
    public void Sees_units_that_stay_alike()
    {
        var finding = Assert.Single(_diagnosis.Examine(Bodies.Lasting(Alike("linear2"))));

        Assert.Equal(("poor-initialization", Severity.Error, "linear2.weight", 3L), (finding.Id, finding.Severity, finding.Place, finding.Step));
        Assert.Equal("All units of linear2.weight have the same weights, also after 3 steps that moved them.", finding.Summary);
        Assert.Equal(("symmetric-weights", 1.0), (finding.Causes[0].Id, finding.Causes[0].Share));
    }

    [Fact]
    public void Sees_weights_that_are_all_zero_and_stay_so()
    {
        var zero = Alike("linear").WithParameters("linear", parameter => parameter with { Value = Bodies.Sized(0, 100), Gradient = Bodies.Sized(0, 100), Update = Bodies.Update(0, 0) });

        Assert.Contains("are zero and get no gradient", Assert.Single(_diagnosis.Examine(Bodies.Lasting(zero))).Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Sees_weights_that_are_too_large_by_the_first_loss()
    {
        var finding = Assert.Single(_diagnosis.Examine(Bodies.Lasting(Scaled(10, loss: 900), 1)));

        Assert.Equal((Severity.Error, "linear1..linear5", 1L), (finding.Severity, finding.Place, finding.Step));
        Assert.StartsWith("Weights began too large: linear1 has a variance of 2.0e+2/fan-in where ReLU needs 2", finding.Summary, StringComparison.Ordinal);
        Assert.Equal(("weight-scale", 1.0), (finding.Causes[0].Id, Math.Round(finding.Causes[0].Share, 6)));
    }

    [Fact]
    public void Sees_weights_that_are_too_small_by_a_layer_that_starves()
    {
        var small = Scaled(0.1).WithParameters("linear1", parameter => parameter with { Update = Bodies.Update(1e-7, 0.0177) });

        Assert.Equal(3, Assert.Single(_diagnosis.Examine(Bodies.Lasting(small))).Step);
    }

    [Fact]
    public void Sees_weights_that_are_too_small_by_a_loss_that_stands() =>
        Assert.Equal(20, Assert.Single(_diagnosis.Examine(Bodies.Lasting(Scaled(0.1, loss: 2.3026), 30))).Step);

    [Theory]
    [InlineData("linear5")]
    [InlineData("linear3")]
    public void Stays_silent_on_a_single_small_matrix_which_grows_back(string name)
    {
        var small = Bodies.Healthy(loss: 2.3026).WithGain(name, 1e-3)
            .WithParameters(name, parameter => parameter with { Value = Bodies.Sized(1e-3 * parameter.Value!.RootMeanSquare, parameter.Value.Count), Update = Bodies.Update(0.8, 1e-3 * parameter.Value.RootMeanSquare) })
            .WithParameters("linear1", parameter => parameter with { Update = Bodies.Update(1e-7, 0.177) });

        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(small, 30)));
    }

    [Fact]
    public void Measures_weights_as_they_were_before_the_first_step()
    {
        // The step made weights ten times larger; they began right.
        var thrown = Bodies.Healthy().WithParameters("linear", parameter => parameter with { Value = Bodies.Sized(1.77, parameter.Value!.Count), Update = Bodies.Update(10, parameter.Value.RootMeanSquare) });

        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(thrown, 30)));
    }

    [Theory]
    [InlineData("ReLU")]
    [InlineData("Tanh")]
    [InlineData("Sigmoid")]
    [InlineData("Unheard")]
    public void Stays_silent_on_a_healthy_start(string activation) => Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Bodies.Healthy(activation), 40)));

    [Fact]
    public void Stays_silent_on_an_output_layer_that_began_at_zero() =>
        Assert.Empty(_diagnosis.Examine(Bodies.History([Alike("linear5").WithParameters("linear5", parameter => parameter with { Value = Bodies.Sized(0, 640) }), .. Enumerable.Repeat(Bodies.Healthy(), 9)])));

    [Fact]
    public void Stays_silent_on_hidden_zeros_that_part_with_the_first_step() =>
        Assert.Empty(_diagnosis.Examine(Bodies.History([Alike("linear2"), .. Enumerable.Repeat(Bodies.Healthy(), 9)])));

    [Fact]
    public void Stays_silent_on_equal_rows_that_were_frozen() =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Alike("linear2").WithParameters("linear2", parameter => parameter with { RequiresGradient = false }), 40)));

    [Fact]
    public void Stays_silent_on_gains_of_a_normalisation()
    {
        var reading = Bodies.Healthy().WithNormBehind("linear2");
        var gain = reading.Parameters[0] with { Name = "linear2norm.weight", HasEqualRows = true };

        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(reading with { Parameters = [.. reading.Parameters, gain] }, 40)));
    }

    [Fact]
    public void Stays_silent_on_any_size_in_front_of_normalisations()
    {
        var normed = Enumerable.Range(1, 5).Aggregate(Scaled(100, loss: 900), (reading, layer) => reading.WithNormBehind($"linear{layer}"));

        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(normed, 40)));
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.4)]
    [InlineData(10)]
    public void Stays_silent_on_sizes_with_which_the_training_got_along(double factor) =>
        Assert.Empty(_diagnosis.Examine(Bodies.Lasting(Scaled(factor), 40, losses: step => 2.3 * Math.Exp(-step / 10.0))));

    [Theory]
    [InlineData(1e-30)]
    [InlineData(1e30)]
    [InlineData(double.NaN)]
    public void Stands_weights_of_any_size(double factor) =>
        Assert.All(_diagnosis.Examine(Bodies.Lasting(Scaled(factor, loss: 900), 40)), finding => Assert.DoesNotContain("NaN", finding.Summary, StringComparison.Ordinal));

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Refuses_decades_that_are_not_above_zero(double decades) => Assert.Throws<ArgumentOutOfRangeException>(() => new PoorInitialization { ToleratedDecades = decades });

    static StepReading Alike(string name) => Bodies.Healthy().WithParameters(name, parameter => parameter with { HasEqualRows = true });

    /// <summary>All weights by a factor larger, and the signal and the gradient with them.</summary>
    static StepReading Scaled(double factor, double loss = 2.4)
    {
        var scaled = Bodies.Healthy(loss: loss).WithGain("linear", factor).WithGain("act", 1)
            .WithParameters("linear", parameter => parameter with { Value = Bodies.Sized(factor * parameter.Value!.RootMeanSquare, parameter.Value.Count), Update = Bodies.Update(1e-3, factor * parameter.Value.RootMeanSquare) });
        return scaled.WithPlaces("linear5", place => place with { Activation = Bodies.Sized(Math.Pow(factor, 5), 320) });
    }
}
