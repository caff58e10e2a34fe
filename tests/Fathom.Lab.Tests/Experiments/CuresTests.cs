using Fathom.Lab.Experiments;
using Fathom.Lab.Experiments.CureArms;
using Fathom.Lab.Recipes;
using Fathom.Lab.Trials;
using CuresExperiment = Fathom.Lab.Experiments.Cures;

namespace Fathom.Lab.Tests.Experiments;

public class CuresTests
{
    [Fact]
    public void Has_enough_of_the_ill_and_of_the_healthy_and_every_family_of_networks()
    {
        var ill = CuresCase.List.Where(@case => @case.Illness.Length > 0).ToList();
        var texts = string.Concat(ill.Select(@case => RecipeFile.Write(@case.Recipe)));

        Assert.InRange(ill.Count, 60, int.MaxValue);
        Assert.InRange(CuresCase.List.Count - ill.Count, 20, int.MaxValue);
        Assert.Equal(CuresCase.List.Count, CuresCase.List.DistinctBy(@case => @case.Name).Count());
        Assert.All(["conv2d:", "rnn:", "lstm:", "gru:", "transformer-block", "residual:"], (string word) => Assert.Contains(word, texts, StringComparison.Ordinal));
    }

    [Fact]
    public void Holds_back_cases_of_its_own_for_a_second_look()
    {
        var ill = CuresCase.HeldBack.Where(@case => @case.Illness.Length > 0).ToList();

        Assert.Empty(CuresCase.HeldBack.Select(@case => @case.Name).Intersect(CuresCase.List.Select(@case => @case.Name)));
        Assert.InRange(ill.Count, 30, int.MaxValue);
        Assert.InRange(CuresCase.HeldBack.Count - ill.Count, 20, 30);
        Assert.Equal(CuresCase.HeldBack.Select(@case => @case.Name), CuresExperiment.HeldBack.Parts);
    }

    /// <summary>Real trainings: two ill recipes whose remedy is plain, one for which the fixed list has no word, and a healthy one.</summary>
    [Fact]
    public void Cures_plain_cases_and_leaves_a_healthy_one_as_it_is()
    {
        string[] names = ["rate-sgd-1e-5", "inputs-table-spread", "softmax-of-one-bce", "small-data"];
        var experiment = new CuresExperiment([.. CuresCase.List.Where(@case => names.Contains(@case.Name))], () => new LiveTrials(), jobs: 1);

        var report = (CuresReport)experiment.Run(seed: 1, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(names.Order(), report.Cases.Select(result => result.Name).Order());
        Assert.All(report.Ill, result => Assert.True(result.Fathom.IsCured, $"{result.Name}: {result.Fathom.Reason}"));
        Assert.All(report.Ill, result => Assert.True(result.HoldsAfterwards, result.Name));
        Assert.All(report.Ill, result => Assert.InRange(result.Random!.Trainings, 0.1, 10));
        Assert.Equal(0, report.Touched);
        Assert.Null(Assert.Single(report.Healthy).Random);
    }

    [Fact]
    public void Keeps_the_cases_that_were_done_when_it_is_stopped()
    {
        using var stop = new CancellationTokenSource();
        var healthy = CuresCase.List.Where(@case => @case.Illness.Length == 0).Take(3).ToList();
        var experiment = new CuresExperiment(healthy, () => Scripted.Healthy, jobs: 1);

        var report = (CuresReport)experiment.Run(onRow: (_, _) => stop.Cancel(), cancellation: stop.Token);

        Assert.True(report.Interrupted);
        Assert.Single(report.Cases);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Lists_the_cases_in_the_same_order_however_many_run_at_once(int jobs)
    {
        var rows = new List<int>();
        var cases = CuresCase.List.Where(@case => @case.Illness.Length == 0).Take(5).ToList();

        var report = (CuresReport)new CuresExperiment(cases, () => Scripted.Healthy, jobs).Run(onRow: (done, _) => rows.Add(done), cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(cases.Select(@case => @case.Name), report.Cases.Select(result => result.Name));
        Assert.Equal([1, 2, 3, 4, 5], rows);
    }

    [Fact]
    public void Chooses_cases_by_name_and_by_illness()
    {
        var cures = new CuresExperiment();

        Assert.Equal(["sigmoid-8-xavier"], ((CuresExperiment)cures.Only("sigmoid-8-xavier")).Parts);
        Assert.InRange(((CuresExperiment)cures.Only("short-memory")).Parts.Count, 2, 6);
        Assert.Empty(((CuresExperiment)cures.Only("no-such-case")).Parts);
    }
}
