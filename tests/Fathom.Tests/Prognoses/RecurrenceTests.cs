using Fathom.Prognoses;

namespace Fathom.Tests.Prognoses;

public class RecurrenceTests
{
    /// <summary>Activation, σ_w², variance by input and biases, χ per step.</summary>
    [Theory]
    [InlineData("tanh", 1 / 3.0, 1 / 3.0, 0.209)]
    [InlineData("sigmoid", 1, 1, 0.042)]
    [InlineData("tanh", 2.25, 0.25, 0.967)]
    public void A_step_back_multiplies_by_this(string activation, double weights, double drive, double theory) =>
        Assert.Equal(theory, RecurrentForecast.Of(Activations.Named(activation), weights, drive).MultiplierPerStep, 5.1e-4);

    [Fact]
    public void Forty_steps_of_torchs_default_leave_this_share_of_the_norm() =>
        Assert.Equal(Math.Log10(3e-14), RecurrentForecast.Of(ActivationFunctions.Tanh, 1 / 3.0, 1 / 3.0).DecadesAfter(40), 0.15);

    [Fact]
    public void Weights_have_radius_g_and_stretch_by_twice_that()
    {
        var forecast = RecurrentForecast.Of(ActivationFunctions.Tanh, 1 / 3.0, 0);

        Assert.Equal(1 / Math.Sqrt(3), forecast.SpectralRadius, 1e-12);
        Assert.Equal(2 / Math.Sqrt(3), forecast.LargestSingularValue, 1e-12);
    }

    [Fact]
    public void Remembers_as_long_as_a_hundredth_is_left()
    {
        var forecast = RecurrentForecast.Of(ActivationFunctions.Tanh, 1 / 3.0, 1 / 3.0);

        Assert.Equal(-2, forecast.MultiplierPerStep is var chi ? forecast.MemoryHorizon() * Math.Log10(chi) / 2 : 0, 1e-9);
        Assert.Equal(double.PositiveInfinity, RecurrentForecast.Of(ActivationFunctions.Identity, 1.01, 0).MemoryHorizon());
    }

    /// <summary>Forget bias, and what a measured LSTM of PyTorch's default weights keeps after 25 and 100 steps.</summary>
    [Theory]
    [InlineData(0, 4e-6, 5e-21)]
    [InlineData(1, 8e-3, 6e-8)]
    [InlineData(2, 0.39, 0.12)]
    [InlineData(5, 4.0, 38)]
    public void Gates_give_an_estimate_from_below(double bias, double after25, double after100)
    {
        var path = new CellPath(bias, 0.1);

        Assert.True(path.LeastDecadesAfter(25) < Math.Log10(after25));
        Assert.True(path.LeastDecadesAfter(100) < Math.Log10(after100));
        Assert.True(path.LeastDecadesAfter(100) <= path.MostDecadesAfter(100));
    }

    [Fact]
    public void Units_that_keep_their_gates_leave_what_torchs_default_was_measured_to_leave()
    {
        var path = new CellPath(0, 0.05);

        Assert.InRange(Math.Log10(4e-6), path.LeastDecadesAfter(25), path.MostDecadesAfter(25) + 0.1);
        Assert.InRange(Math.Log10(5e-21), path.LeastDecadesAfter(100), path.MostDecadesAfter(100));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(200)]
    [InlineData(1000)]
    public void Chrono_biases_keep_a_fifth_over_their_own_time(int longest) => Assert.Equal(0.20, CellPath.ChronoShare(longest, longest), 0.01);
}
