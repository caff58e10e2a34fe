using Fathom.Diagnoses;

namespace Fathom.Tests.Diagnoses;

public class VanishingGradientTests
{
    readonly VanishingGradient _diagnosis = new();

    [Fact]
    public void Names_the_layers_that_starve_and_why()
    {
        var ill = Readings.Stack(depth: 20, decadesPerLayer: -0.85, updateRatio: layer => 1e-3 * Math.Pow(10, -0.85 * (20 - layer)));

        var finding = Assert.Single(_diagnosis.Examine(Readings.Repeated(ill)));

        Assert.Equal(("vanishing-gradient", Severity.Error, 3L), (finding.Id, finding.Severity, finding.Step));
        Assert.Equal("linear1..linear17", finding.Place);
        Assert.StartsWith("7.1e-17 of the output gradient reaches linear1; 17 of 20 layers", finding.Summary, StringComparison.Ordinal);
        var cause = Assert.Single(finding.Causes);
        Assert.Equal(("activation-slopes", 1.0), (cause.Id, cause.Share));
        Assert.NotEmpty(finding.Treatments);
    }

    [Fact]
    public void Waits_until_it_has_seen_the_same_three_times()
    {
        var ill = Readings.Stack(20, -0.85, layer => 1e-3 * Math.Pow(10, -0.85 * (20 - layer)));

        Assert.Empty(_diagnosis.Examine(Readings.Repeated(ill, count: 2)));
        Assert.Equal(3, Assert.Single(_diagnosis.Examine(Readings.Repeated(ill, count: 9))).Step);
    }

    [Fact]
    public void Leaves_an_illness_that_has_passed_in_peace()
    {
        var history = Readings.Repeated(Readings.Stack(20, -0.85, layer => 1e-3 * Math.Pow(10, -0.85 * (20 - layer))));

        history.Add(Readings.Stack(20, -0.01, _ => 1e-3) with { Step = 6 });

        Assert.Empty(_diagnosis.Examine(history));
    }

    [Theory]
    [InlineData(-0.85, 1e-3, "an optimizer that makes up for small gradients")]
    [InlineData(-0.01, 1e-9, "a learning rate that is tiny everywhere")]
    [InlineData(-0.85, 1e-9, "a network that has converged and does not move at all")]
    [InlineData(0, 1e-3, "a network in which nothing shrinks")]
    public void Stays_silent_on(double decadesPerLayer, double updateRatio, string healthy)
    {
        Assert.NotEmpty(healthy);
        Assert.Empty(_diagnosis.Examine(Readings.Repeated(Readings.Stack(20, decadesPerLayer, _ => updateRatio))));
    }

    [Fact]
    public void Stays_silent_on_layers_that_were_frozen_on_purpose()
    {
        var reading = Readings.Stack(20, -0.85, layer => layer < 15 ? 0 : 1e-3);
        var frozen = reading with
        {
            Parameters = [.. reading.Parameters.Select((parameter, layer) => layer < 14 ? parameter with { LearningRate = 0 } : parameter)],
        };

        Assert.Empty(_diagnosis.Examine(Readings.Repeated(frozen)));
    }

    [Fact]
    public void Stays_silent_on_a_side_branch_while_the_first_layer_learns()
    {
        // Queries and keys: a ten-thousandth of the gradient, between layers that have all of it.
        var reading = Readings.Stack(20, 0, layer => layer is 7 or 8 ? 1e-7 : 1e-3);
        var places = reading.Places.Select(place => place.Name is "linear7" or "linear8" ? place with { Gradient = Readings.Of(1e-4) } : place);

        Assert.Empty(_diagnosis.Examine(Readings.Repeated(reading with { Places = [.. places] })));
    }

    [Fact]
    public void Stays_silent_when_no_gradient_leaves_the_loss() =>
        Assert.Empty(_diagnosis.Examine(Readings.Repeated(Readings.Stack(20, -0.85, _ => 0, outputNorm: 0))));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Refuses_a_share_that_is_no_fraction(double share)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new VanishingGradient { SurvivingShare = share });

        Assert.StartsWith($"SurvivingShare must lie between 0 and 1, but was {share}.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judges_by_pull_where_no_update_was_measured()
    {
        var reading = Readings.Stack(20, -0.85, _ => 0);
        var unmeasured = reading with { Parameters = [.. reading.Parameters.Select(parameter => parameter with { Update = null })] };

        var finding = Assert.Single(_diagnosis.Examine(Readings.Repeated(unmeasured)));

        Assert.Equal(Severity.Warning, finding.Severity);
        // 2^-24 / 1e-3 is 4.2 decades: five layers of 0.85.
        Assert.Equal("linear1..linear15", finding.Place);
    }
}
