using Fathom.Runs;

namespace Fathom.Pictures.Tests.Kinds;

public class GradientMapTests
{
    const string Numbers = "gradient norm, log10";
    const string Nothing = "nothing left (exactly zero)";
    const string NotFinite = "not finite (NaN or infinite)";
    const string Place = "place of a finding";

    [Fact]
    public void Has_the_layers_in_the_order_of_the_forward_pass_and_no_containers()
    {
        var chart = new Chart(RunPictures.GradientMap(Views.Stack(depth: 3)));

        Assert.Equal(["linear1", "sigmoid1", "linear2", "sigmoid2", "linear3"], chart.Rows);
    }

    [Fact]
    public void Colours_each_cell_by_its_decades()
    {
        var chart = new Chart(RunPictures.GradientMap(Views.Stack(depth: 3, readings: 1, norm: (name, _) => name == "linear2" ? 1e-7 : 1)));

        var cell = Assert.Single(chart.Data(Numbers), cell => cell[2] == 2);
        Assert.Equal(-7, cell[3], 0.05);
    }

    [Fact]
    public void Draws_a_cell_from_its_first_step_to_the_next_reading()
    {
        var view = Views.Stack(depth: 2, readings: 4, every: 10);
        view = view with { Readings = [view.Readings[0] + view.Readings[1], view.Readings[2], view.Readings[3]] };

        var row = new Chart(RunPictures.GradientMap(view)).Data(Numbers).Where(cell => cell[2] == 0).ToList();

        Assert.Equal([1, 21, 31], row.Select(cell => cell[0]));
        Assert.Equal([21, 31, 41], row.Select(cell => cell[1]));
    }

    [Fact]
    public void Shows_a_gradient_of_zero_and_one_that_is_not_finite_as_themselves_and_never_as_a_number()
    {
        var view = Views.Stack(depth: 3, readings: 2, norm: (name, step) => name == "linear1" ? 0 : name == "linear2" && step > 1 ? double.NaN : 1e-3);

        var picture = RunPictures.GradientMap(view);

        var chart = new Chart(picture);
        Assert.Equal([0, 0], chart.Data(Nothing).Select(cell => cell[2]));
        Assert.Equal([2], chart.Data(NotFinite).Select(cell => cell[2]));
        Assert.DoesNotContain(chart.Data(Numbers), cell => cell[2] == 0);
        Assert.All(chart.Data(Numbers), cell => Assert.True(double.IsFinite(cell[3])));
        Assert.Contains("linear1", picture.Description, StringComparison.Ordinal);
        Assert.Contains("nothing is left", picture.Description, StringComparison.Ordinal);
        Assert.Contains("not finite", picture.Description, StringComparison.Ordinal);
        Assert.Contains(picture.Table.Rows, row => row[0] == "linear1" && row[1] == "nothing left");
    }

    [Fact]
    public void Stays_below_its_cap_and_keeps_one_spike_and_one_nan_among_ten_thousand_readings()
    {
        var view = Views.Stack(depth: 3, readings: 1);
        view = view with
        {
            Readings = [.. Enumerable.Range(1, 10_000).Select(step => ReadingBlock.Of(Views.Reading(3, step, 0, (name, at) =>
                name == "linear2" && at == 7_777 ? 1e9 : name == "linear3" && at == 1_234 ? double.NaN : 1)))],
        };

        var picture = RunPictures.GradientMap(view, cells: 500);

        var chart = new Chart(picture);
        Assert.True(chart.Series.Sum(series => chart.Data(series).Count) <= 500);
        var spike = Assert.Single(chart.Data(Numbers), cell => cell[3] > 8);
        Assert.True(spike[0] <= 7_777 && 7_777 < spike[1] && spike[2] == 2);
        var broken = Assert.Single(chart.Data(NotFinite));
        Assert.True(broken[0] <= 1_234 && 1_234 < broken[1]);
        Assert.Contains("10000 readings", picture.Cap, StringComparison.Ordinal);
    }

    [Fact]
    public void Joins_layers_where_there_are_too_many_for_a_row_each()
    {
        var picture = RunPictures.GradientMap(Views.Stack(depth: 300, decades: -0.01, readings: 2));

        Assert.True(new Chart(picture).Rows.Count <= 160);
        Assert.StartsWith("linear1..", new Chart(picture).Rows[0], StringComparison.Ordinal);
        Assert.Contains("layers to a row", picture.Cap, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linear2", 2, 2)]
    [InlineData("linear2.weight", 2, 2)]
    [InlineData("linear1..linear3", 0, 4)]
    [InlineData("linear1.weight..linear2.weight", 0, 2)]
    public void Frames_the_place_of_a_finding_from_its_first_step_on(string place, int first, int last)
    {
        var view = Views.Stack(depth: 4, readings: 3) with { Findings = [Views.Vanishing(place, step: 11)] };

        var frame = Assert.Single(new Chart(RunPictures.GradientMap(view)).Data(Place));

        Assert.Equal([11, 31, first, last], frame);
    }

    [Fact]
    public void Frames_nothing_for_a_place_that_is_no_layer()
    {
        var view = Views.Stack() with { Findings = [Views.Vanishing("network"), Views.Vanishing("somewhere else")] };

        Assert.DoesNotContain(Place, new Chart(RunPictures.GradientMap(view)).Series);
    }

    [Fact]
    public void Spans_at_least_six_decades_so_that_an_even_network_has_one_tone()
    {
        var scale = new Chart(RunPictures.GradientMap(Views.Stack(decades: 0, readings: 2, norm: (_, _) => 0.5))).Option.GetProperty("visualMap");

        Assert.True(scale.GetProperty("max").GetDouble() - scale.GetProperty("min").GetDouble() >= 6);
    }

    [Fact]
    public void Says_so_where_nothing_was_read()
    {
        var picture = RunPictures.GradientMap(Views.Stack() with { Readings = [] });

        Assert.True(picture.IsEmpty);
        Assert.Contains("No reading", picture.Description, StringComparison.Ordinal);
    }
}
