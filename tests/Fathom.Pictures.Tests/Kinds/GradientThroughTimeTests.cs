using Fathom.Ledger;
using Fathom.Runs;

namespace Fathom.Pictures.Tests.Kinds;

public class GradientThroughTimeTests
{
    [Fact]
    public void Follows_a_layer_that_takes_the_whole_sequence()
    {
        var view = With(Views.Place("lstm", "LSTM", LinkKind.Recurrent, 1) with { GradientThroughTime = [0, 1e-4, 1e-2, 1] });

        var picture = RunPictures.GradientThroughTime(view);

        Assert.Equal(["lstm"], RunPictures.Sequences(view));
        Assert.Equal([-4, -2, 0], new Chart(picture).Data("step 1").Skip(1).Select(point => point[1]));
        Assert.Equal(1, Assert.Single(new Chart(picture).Data("nothing left, or not finite"))[0]);
        Assert.Contains("-2.00 per time step", picture.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Follows_a_cell_that_is_called_once_per_time_step()
    {
        var view = With([.. Enumerable.Range(0, 3).Select(call => Views.Place("cell", "RNNCell", LinkKind.Recurrent, Math.Pow(10, call)) with { Call = call })]);

        Assert.Equal([0, 1, 2], new Chart(RunPictures.GradientThroughTime(view, module: "cell")).Data("step 1").Select(point => point[1]));
    }

    [Fact]
    public void Divides_by_the_readings_that_a_block_holds()
    {
        var one = With(Views.Place("lstm", "LSTM", LinkKind.Recurrent, 1) with { GradientThroughTime = [0.1, 1] }).Readings[0];
        var view = Views.Stack() with { Readings = [one + one + one + one] };

        Assert.Equal([-1, 0], new Chart(RunPictures.GradientThroughTime(view)).Data("step 1").Select(point => Math.Round(point[1], 6)));
    }

    [Fact]
    public void Says_so_where_there_is_no_sequence() => Assert.True(RunPictures.GradientThroughTime(Views.Stack()).IsEmpty);

    static RunView With(params PlaceReading[] places) =>
        Views.Stack() with { Readings = [ReadingBlock.Of(new() { Step = 1, Places = places })] };
}
