namespace Fathom.Pictures.Tests.Kinds;

public class FindingAndTrialTests
{
    [Fact]
    public void Each_cause_is_a_bar_of_its_share_below_its_finding()
    {
        var chart = new Chart(RunPictures.Findings(Views.Stack() with { Findings = [Views.Vanishing()] }));

        Assert.Equal(["error: vanishing-gradient", "activation-slopes", "weight-scale"], chart.Rows);
        Assert.Equal([0, 80, 20], chart.Data("share in percent").Select(bar => bar[0]));
    }

    [Fact]
    public void The_gravest_finding_comes_first()
    {
        var note = Views.Vanishing(step: 1) with { Id = "loss-plateau", Severity = Diagnoses.Severity.Note, Causes = [] };

        var chart = new Chart(RunPictures.Findings(Views.Stack() with { Findings = [note, Views.Vanishing()] }));

        Assert.Equal("note: loss-plateau", chart.Rows[^1]);
    }

    [Fact]
    public void Each_trial_stands_with_and_without_its_treatment()
    {
        var view = Views.Stack() with { Trials = [new() { Name = "add-skips", State = "proved", Untreated = 2.3, Treated = 0.4 }, new() { Name = "widen", State = "waiting" }] };

        var picture = RunPictures.Trials(view);

        var chart = new Chart(picture);
        Assert.Equal(["add-skips (proved)", "widen (waiting)"], chart.Rows);
        Assert.Equal(2.3, chart.Data("without it")[0][0]);
        Assert.Equal(0.4, chart.Data("with it")[0][0]);
        Assert.True(double.IsNaN(chart.Data("with it")[1][0]));
        Assert.Contains("proved: add-skips (2.3 without it, 0.4 with it)", picture.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sparkline_has_its_values_and_leaves_gaps_for_what_is_not_finite()
    {
        var picture = RunPictures.Sparkline([3, double.NaN, 1]);

        Assert.Contains("[1,null]", picture.Option, StringComparison.Ordinal);
        Assert.Equal("The loss falls from 3 to 1.", picture.Description);
        Assert.True(RunPictures.Sparkline([]).IsEmpty);
    }
}
