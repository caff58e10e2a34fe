using Fathom.Cli.Commands;
using Fathom.Runs;

namespace Fathom.Cli.Tests.Commands;

public class PruneRuleTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Old_is_what_wrote_its_last_record_before() =>
        Assert.Equal(["c", "d"], Chosen(new() { OlderThan = TimeSpan.FromDays(2) }, Run("a", 0), Run("b", 2), Run("c", 3), Run("d", 400)));

    [Fact]
    public void The_newest_stay() => Assert.Equal(["c", "d"], Chosen(new() { Keep = 2 }, Run("a", 0), Run("b", 2), Run("c", 3), Run("d", 400)));

    [Fact]
    public void The_newest_of_a_status_stay_when_that_is_asked_for() => Assert.Equal(
        ["d"],
        Chosen(new() { Keep = 1, Status = RunStatus.Failed }, Run("a", 0), Run("b", 1, RunStatus.Failed), Run("c", 2), Run("d", 3, RunStatus.Failed)));

    [Fact]
    public void All_conditions_must_fit() => Assert.Equal(
        ["d"],
        Chosen(new() { Keep = 1, OlderThan = TimeSpan.FromDays(2) }, Run("a", 5), Run("b", 1), Run("c", 2), Run("d", 3)));

    [Fact]
    public void A_run_under_way_stays_whatever_the_rule()
    {
        Assert.Empty(Chosen(new() { Keep = 0 }, Run("a", 400, RunStatus.Running)));
        Assert.Empty(Chosen(new() { Status = RunStatus.Running }, Run("a", 400, RunStatus.Running)));
    }

    [Fact]
    public void A_rule_without_conditions_says_nothing() => Assert.True(new PruneRule().SaysNothing && !new PruneRule { Keep = 0 }.SaysNothing);

    static string[] Chosen(PruneRule rule, params RunEntry[] newestFirst) => [.. rule.Of(newestFirst, Now).Select(run => run.Manifest.Id)];

    static RunEntry Run(string id, int days, RunStatus status = RunStatus.Finished) => new()
    {
        Manifest = new() { Id = id, Name = id, Kind = RunKind.Train, Started = Now.AddDays(-days) }, Folder = id, Status = status, LastRecord = Now.AddDays(-days),
    };
}
