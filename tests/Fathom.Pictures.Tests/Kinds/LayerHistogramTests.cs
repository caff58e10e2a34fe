using Fathom.Runs;

namespace Fathom.Pictures.Tests.Kinds;

public class LayerHistogramTests
{
    const string Shares = "share in percent";

    [Fact]
    public void Shares_of_a_step_add_up_to_everything()
    {
        var chart = new Chart(RunPictures.Histogram(With(0, 1e-7, 2e-7, 3, double.NaN, double.PositiveInfinity, -4, 0), "linear1"));

        Assert.Equal(100, chart.Data(Shares).Sum(cell => cell[3]), 0.5);
    }

    [Fact]
    public void Zeros_and_what_is_not_finite_have_rows_of_their_own()
    {
        var chart = new Chart(RunPictures.Histogram(With(0, 1e-3, 1e-3, double.NaN), "linear1"));

        Assert.Equal("exactly 0", chart.Rows[0]);
        Assert.Equal("not finite", chart.Rows[^1]);
        Assert.Equal(25, chart.Data(Shares).Single(cell => cell[2] == 0)[3]);
        Assert.Equal(25, chart.Data(Shares).Single(cell => cell[2] == chart.Rows.Count - 1)[3]);
    }

    [Fact]
    public void Tells_gradients_activations_and_weights_apart()
    {
        var view = Views.Stack(depth: 2, decades: -5, readings: 2);

        Assert.Contains("1e-5", new Chart(RunPictures.Histogram(view, "linear1")).Rows);
        Assert.Contains("1e-1", new Chart(RunPictures.Histogram(view, "linear1", HistogramOf.Activation)).Rows);
        Assert.Contains("1e1", new Chart(RunPictures.Histogram(view, "linear1", HistogramOf.Weight)).Rows);
        Assert.True(RunPictures.Histogram(view, "sigmoid1", HistogramOf.Weight).IsEmpty);
    }

    static RunView With(params double[] gradient)
    {
        var reading = Views.Reading(1, 1, 0);
        return Views.Stack() with { Readings = [ReadingBlock.Of(reading with { Places = [reading.Places[0] with { Gradient = Views.Of(gradient) }] })] };
    }
}
