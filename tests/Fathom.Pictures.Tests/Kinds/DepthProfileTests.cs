namespace Fathom.Pictures.Tests.Kinds;

public class DepthProfileTests
{
    [Fact]
    public void Has_gradient_activation_and_update_of_each_layer_in_decades()
    {
        var chart = new Chart(RunPictures.DepthProfile(Views.Stack(depth: 3, decades: -2, readings: 1)));

        Assert.Equal(-4, chart.Data("gradient norm").First(point => point[0] == 0)[1], 1e-3);
        Assert.Equal(Math.Log10(0.5), chart.Data("activation size")[0][1], 1e-3);
        Assert.Equal([-6, -4, -2], chart.Data("update ratio").Select(point => Math.Round(point[1], 3)));
    }

    [Theory]
    [InlineData(1, "step 1")]
    [InlineData(15, "step 11")]
    [InlineData(21, "step 21")]
    [InlineData(99, "step 21")]
    public void Speaks_for_the_last_reading_before_the_chosen_step(long step, string said)
    {
        var picture = RunPictures.DepthProfile(Views.Stack(readings: 3, every: 10), step: step);

        Assert.EndsWith(said, picture.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Lays_the_band_on_the_last_layers_measured_norm()
    {
        var view = Views.Stack(depth: 3, decades: -1, readings: 1, norm: (name, _) => name == "linear3" ? 100 : 1);
        var band = new DepthBand([new("linear1", -5, -4, -3), new("linear3", -1, 0, 1), new("elsewhere", 0, 0, 0)]);

        var area = new Chart(RunPictures.DepthProfile(view, band: band)).Option.GetProperty("series")[0].GetProperty("itemPayload").GetProperty("points");

        Assert.Equal(2, area.GetArrayLength());
        Assert.Equal([4, 1, 3], area[1].EnumerateArray().Select(number => number.GetDouble()));
    }

    [Fact]
    public void Lays_the_band_of_a_block_on_the_last_of_its_parts()
    {
        var view = Views.Stack() with
        {
            Readings = [Runs.ReadingBlock.Of(new() { Step = 1, Places = [.. ((string[])["block1.a", "block1.sum", "block10.a", "linear"]).Select(name => Views.Place(name, "Linear", Ledger.LinkKind.Weight, 1))] })],
        };

        var area = new Chart(RunPictures.DepthProfile(view, band: new([new("block1", -1, 0, 1), new("linear", 0, 0, 0)]))).Option.GetProperty("series")[0].GetProperty("itemPayload").GetProperty("points");

        Assert.Equal([1, 3], area.EnumerateArray().Select(point => point[0].GetInt32()));
    }

    [Fact]
    public void Marks_layers_whose_weights_did_not_change()
    {
        var reading = Views.Reading(2, 1, 0);
        var still = reading with { Parameters = [reading.Parameters[0] with { Update = new() { Change = Views.Of(0), Ratio = 0, Pulled = 1, Lost = 1 } }, reading.Parameters[1]] };

        var picture = RunPictures.DepthProfile(Views.Stack() with { Readings = [Runs.ReadingBlock.Of(still)] });

        Assert.Equal(0, Assert.Single(new Chart(picture).Data("update ratio: exactly 0"))[0]);
        Assert.Contains("weights of 1 layer did not change", picture.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_layers_where_nothing_is_left_or_not_finite_instead_of_drawing_them_as_numbers()
    {
        var chart = new Chart(RunPictures.DepthProfile(Views.Stack(depth: 3, readings: 1, norm: (name, _) => name == "linear1" ? 0 : name == "linear2" ? double.NaN : 1)));

        Assert.Equal(0, Assert.Single(chart.Data("gradient: nothing left"))[0]);
        Assert.Equal(2, Assert.Single(chart.Data("gradient: not finite"))[0]);
        Assert.Equal([1, 3, 4], chart.Data("gradient norm").Select(point => point[0]));
    }

    [Fact]
    public void Says_how_far_the_gradient_falls()
    {
        var picture = RunPictures.DepthProfile(Views.Stack(depth: 5, decades: -2, readings: 1));

        Assert.Contains("From linear5 back to linear1 the gradient norm shrinks: 1.0e0 to 1.0e-8, -8.0 decades", picture.Description, StringComparison.Ordinal);
    }
}
