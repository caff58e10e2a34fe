using Fathom.Lab.Cures;
using Fathom.Lab.Experiments;

namespace Fathom.Lab.Tests.Experiments;

public class CuresReportTests
{
    [Fact]
    public void Holds_where_every_goal_is_reached()
    {
        var report = Report(Ill(cost: 0.8), Healthy());

        Assert.True(report.Holds);
        Assert.Equal(1, report.Cured);
        Assert.Equal(0.8, report.MedianCost);
    }

    [Fact]
    public void Does_not_hold_where_one_goal_is_missed()
    {
        var uncured = Ill(0.8) with { Fathom = Arm(isCured: false, 0.8) };
        var wrong = Ill(0.8) with { Afterwards = [new Pair(11, 1, 1.2, 2.3)] };
        var touched = Healthy() with { Fathom = Arm(isCured: true, 0.8) };

        Assert.False(Report(uncured, Healthy()).Holds);
        Assert.False(Report(Ill(cost: 1.1), Healthy()).Holds);
        Assert.False(Report(wrong, Healthy()).Holds);
        Assert.False(Report(Ill(0.8), touched).Holds);
    }

    [Fact]
    public void Counts_only_those_of_which_a_cure_is_known()
    {
        var hopeless = Ill(0.8) with { Fathom = Arm(false, 1), Random = Arm(false, 1), FixedList = Arm(false, 1), Afterwards = [], SisterLearnt = 0.1 };

        var report = Report(Ill(0.8), hopeless, hopeless with { SisterLearnt = 0.9 });

        Assert.Equal(2, report.Curable.Count());
        Assert.Equal(0.5, report.Cured);
    }

    [Fact]
    public void Names_what_was_not_cured_and_what_does_not_hold()
    {
        var wrong = Ill(0.8) with { Name = "wrong", Afterwards = [new Pair(11, 1, 1.2, 2.3)] };
        var uncured = Ill(0.8) with { Name = "uncured", Fathom = Arm(isCured: false, 0.8), Afterwards = [] };

        var text = Report(wrong, uncured, Healthy()).ToMarkdown();

        Assert.Contains("- uncured: dead-units: because", text, StringComparison.Ordinal);
        Assert.Contains("- wrong: reinitialize", text, StringComparison.Ordinal);
        Assert.Contains("| curable cured with proof | 98 % | 50.0 % | 100.0 % | 0.0 % |", text, StringComparison.Ordinal);
    }

    static CuresReport Report(params CuresCaseResult[] cases) => new("cures", Interrupted: false, cases);

    static CuresCaseResult Ill(double cost) => new("some-ill", "dead-units", Arm(isCured: true, cost))
    {
        Random = Arm(isCured: true, 1.5), FixedList = Arm(isCured: false, 6), Afterwards = [new Pair(11, 2.3, 0.5, 2.3)],
    };

    static CuresCaseResult Healthy() => new("some-healthy", "", new CuresArm(false, "", "", "Nothing was found.", 0.1, 0.1));

    static CuresArm Arm(bool isCured, double cost) => new(isCured, "dead-units", isCured ? "reinitialize" : "", "because", cost, cost) { Pairs = isCured ? [new Pair(1, 2.3, 0.5, 2.3)] : [] };
}
