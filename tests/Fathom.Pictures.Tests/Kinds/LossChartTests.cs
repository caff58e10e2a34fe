using Fathom.Runs;

namespace Fathom.Pictures.Tests.Kinds;

public class LossChartTests
{
    [Fact]
    public void Draws_loss_held_out_metric_guards_and_findings()
    {
        var view = Views.Stack() with { GuardEvents = [Views.Skip(50)], GuardEventCount = 1, Findings = [Views.Vanishing(step: 21)] };

        var chart = new Chart(RunPictures.Loss(view));

        Assert.Equal(["loss", "held-out loss", "held-out accuracy (right axis)", "guard", "finding"], chart.Series);
        Assert.Equal(50, Assert.Single(chart.Data("guard"))[0]);
        Assert.Equal(21, Assert.Single(chart.Data("finding"))[0]);
    }

    [Fact]
    public void Says_how_the_loss_went()
    {
        var picture = RunPictures.Loss(With([.. Enumerable.Range(1, 5).Select(step => ScalarBlock.Of(step, 5 - step + 0.5))]));

        Assert.Contains("falls from 4.5 at step 1 to 0.5 at step 5", picture.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_so_where_the_held_out_loss_is_not_finite()
    {
        var view = Views.Stack() with { Scalars = new Dictionary<string, IReadOnlyList<ScalarBlock>>(StringComparer.Ordinal) { [ScalarTags.HeldOutLoss] = [ScalarBlock.Of(3, double.NaN)] } };

        Assert.Contains("held-out loss ends at not finite", RunPictures.Loss(view).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_a_loss_that_is_not_finite()
    {
        var picture = RunPictures.Loss(With([ScalarBlock.Of(1, 2), ScalarBlock.Of(2, double.NaN), ScalarBlock.Of(3, double.PositiveInfinity)]));

        Assert.Equal([2, 3], new Chart(picture).Data("loss not finite").Select(mark => mark[0]));
        Assert.Contains("not finite from about step 2", picture.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_the_extremes_of_a_million_steps_within_its_cap()
    {
        var picture = RunPictures.Loss(With([.. Enumerable.Range(1, 1_000_000).Select(step => ScalarBlock.Of(step, step == 123_456 ? 99 : 1))]));

        var chart = new Chart(picture);
        Assert.True(chart.Data("loss").Count <= 800);
        var highest = chart.Data("loss, least to greatest").Single(range => range[3] > 1);
        Assert.Equal(99, highest[3]);
        Assert.True(highest[0] <= 123_456 && 123_456 < highest[1]);
        Assert.NotEmpty(picture.Cap);
    }

    [Fact]
    public void Turns_to_decades_where_the_loss_spans_more_than_two()
    {
        var wide = new Chart(RunPictures.Loss(With([ScalarBlock.Of(1, 1000), ScalarBlock.Of(2, 0.1)])));
        var even = new Chart(RunPictures.Loss(With([ScalarBlock.Of(1, 2), ScalarBlock.Of(2, 0.1)])));

        Assert.Equal([3, -1], wide.Data("loss").Select(point => point[1]));
        Assert.Equal([2, 0.1], even.Data("loss").Select(point => point[1]));
        Assert.Equal("1e{value}", wide.Option.GetProperty("yAxis")[0].GetProperty("axisLabel").GetProperty("formatter").GetString());
    }

    static RunView With(IReadOnlyList<ScalarBlock> loss) =>
        Views.Stack() with { Scalars = new Dictionary<string, IReadOnlyList<ScalarBlock>>(StringComparer.Ordinal) { [ScalarTags.Loss] = loss } };
}
