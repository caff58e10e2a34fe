using Fathom.Lab.Experiments;

namespace Fathom.Lab.Tests.Experiments;

public class ClinicReportTests
{
    [Fact]
    public void Holds_where_every_goal_is_reached()
    {
        var report = Report(Ill(detected: 3, rightCause: 3, within20: 2), Healthy(falseAlarms: 0));

        Assert.True(report.Holds);
    }

    [Theory]
    [InlineData(2, 2, 2, 0)]
    [InlineData(3, 2, 2, 0)]
    [InlineData(3, 3, 1, 0)]
    [InlineData(3, 3, 2, 1)]
    public void Does_not_hold_where_one_goal_is_missed(int detected, int rightCause, int within20, int falseAlarms)
    {
        var report = Report(Ill(detected, rightCause, within20), Healthy(falseAlarms));

        Assert.False(report.Holds);
    }

    [Fact]
    public void Lists_what_was_missed_and_what_was_falsely_said_by_name()
    {
        var text = Report(Ill(detected: 2, rightCause: 1, within20: 0), Healthy(falseAlarms: 1)).ToMarkdown();

        Assert.Contains("- some-ill: dead-units, recognised in 2 of 3 runs", text, StringComparison.Ordinal);
        Assert.Contains("- some-healthy: rank-collapse in 1 of 3 runs", text, StringComparison.Ordinal);
        Assert.Contains("| ill runs recognised | 100 % | 66.7 % |", text, StringComparison.Ordinal);
        Assert.Contains("| main cause right, of those recognised | 95 % | 50.0 % |", text, StringComparison.Ordinal);
        Assert.Contains("| false alarms on healthy runs | below 1 % | 33.3 % |", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dead-units", 0.1, 0.9, true)]
    [InlineData("dead-units", 0.9, 0.95, true)]
    [InlineData("dead-units", 0.94, 0.95, false)]
    [InlineData("dead-units", double.NaN, 0.95, true)]
    [InlineData("", 0.8, double.NaN, true)]
    [InlineData("", 0.1, double.NaN, false)]
    [InlineData("", double.NaN, double.NaN, false)]
    public void Takes_no_case_on_trust(string illness, double learnt, double sister, bool isProven)
    {
        var result = Healthy(0) with { Illness = illness, Learnt = learnt, SisterLearnt = sister };

        Assert.Equal(isProven, result.IsProven);
    }

    static ClinicReport Report(params ClinicCaseResult[] cases) => new("clinic", Interrupted: false, Seeds: 3, cases, []);

    static ClinicCaseResult Ill(int detected, int rightCause, int within20) => new(
        "some-ill", "dead-units", "a paper", Runs: 3, detected, OnlyNoted: 0, rightCause, within20, FalseAlarms: 0, Steps: [.. Enumerable.Repeat(4L, detected)],
        Said: ["dead-units"], Untrue: [], Noted: [], MainCauses: ["learning-rate"], Learnt: 0, SisterLearnt: 1);

    static ClinicCaseResult Healthy(int falseAlarms) => new(
        "some-healthy", "", "a paper", Runs: 3, Detected: 0, OnlyNoted: 0, RightCause: 0, Within20: 0, falseAlarms, Steps: [], Said: ["rank-collapse"],
        Untrue: ["rank-collapse"], Noted: [], MainCauses: [], Learnt: 1, SisterLearnt: double.NaN);
}
