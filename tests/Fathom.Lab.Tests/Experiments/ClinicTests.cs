using Fathom.Lab.Experiments;
using Fathom.Lab.Experiments.Cases;

namespace Fathom.Lab.Tests.Experiments;

public class ClinicTests
{
    /// <summary>Cases that Fathom does not recognise yet. One that it does recognise has to leave this list.</summary>
    static readonly string[] Missed = ["oscillation-absolute-errors"];

    public static TheoryData<string> QuickCases => [.. AllCases.Quick.Select(@case => @case.Name)];

    [Theory]
    [MemberData(nameof(QuickCases))]
    public void Recognises_the_ill_and_leaves_the_healthy_in_peace(string name)
    {
        var @case = AllCases.List.Single(@case => @case.Name == name);

        var run = ClinicTraining.Run(@case, seed: 1, TestContext.Current.CancellationToken)!;

        var said = string.Join(", ", run.Warned.Select(finding => $"{finding.Key} in step {finding.Value}"));
        Assert.True(@case.IsHealthy ? run.Warned.Count == 0 : run.IsRecognised != Missed.Contains(name), $"{@case.Illness} at {name}, but was said: {said}");
    }

    [Fact]
    public void Asks_for_much_and_for_enough_of_the_healthy()
    {
        var healthy = AllCases.List.Count(@case => @case.IsHealthy);

        Assert.InRange(AllCases.List.Count, 150, int.MaxValue);
        Assert.InRange((double)healthy / AllCases.List.Count, 0.4, 0.6);
        Assert.InRange((double)AllCases.Quick.Count(@case => @case.IsHealthy) / AllCases.Quick.Count, 0.4, 0.6);
    }

    [Fact]
    public void Names_each_case_once_and_accepts_a_cause_for_every_illness()
    {
        Assert.Equal(AllCases.List.Count, AllCases.List.DistinctBy(@case => @case.Name).Count());
        Assert.All(AllCases.List.Where(@case => !@case.IsHealthy), @case => Assert.NotEmpty(@case.Causes));
        Assert.All(AllCases.List.Select(@case => @case.Sister).OfType<ClinicCase>(), sister => Assert.True(sister.IsHealthy, sister.Name));
    }

    [Fact]
    public void Gives_the_same_report_for_the_same_seed()
    {
        var clinic = new Clinic([AllCases.Quick[0]], seeds: 1);

        var (first, second) = (clinic.Run(seed: 5, cancellation: TestContext.Current.CancellationToken), clinic.Run(seed: 5, cancellation: TestContext.Current.CancellationToken));

        Assert.Equal(first.ToMarkdown(), second.ToMarkdown());
    }

    [Fact]
    public void Keeps_the_runs_that_were_done_when_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();

        var report = (ClinicReport)new Clinic([.. AllCases.List.Where(@case => @case.Name is "linear-regression" or "tiny-targets")], seeds: 1)
            .Run(onRow: (_, _) => stop.Cancel(), cancellation: stop.Token);

        Assert.True(report.Interrupted);
        Assert.Single(report.Cases);
    }

    [Fact]
    public void Runs_an_ill_case_together_with_its_sister()
    {
        var part = (Clinic)new Clinic().Only("sigmoid-12-default");

        Assert.Equal(["sigmoid-12-default", "relu-12-he"], part.Parts);
    }
}
