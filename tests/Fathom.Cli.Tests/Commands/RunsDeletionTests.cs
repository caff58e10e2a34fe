using System.Text.Json;
using Fathom.Journal;

namespace Fathom.Cli.Tests.Commands;

public sealed class RunsDeletionTests : IDisposable
{
    readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData("y", true)]
    [InlineData("YES", true)]
    [InlineData("n", false)]
    [InlineData("", false)]
    [InlineData("yup", false)]
    public void Asks_before_it_deletes(string answer, bool deletes)
    {
        var folder = _runs.Put(1);

        var run = _runs.Call(answer, answers: true, "remove", "latest");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Delete 1 run, ", run.Error, StringComparison.Ordinal);
        Assert.Equal(!deletes, Directory.Exists(folder));
        Assert.Contains(deletes ? "Deleted 1 run, " : "Nothing was deleted.", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_can_answer_it_demands_a_yes()
    {
        var folder = _runs.Put(1);

        var refused = _runs.Call("", answers: false, "remove", "latest");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--yes", refused.Error, StringComparison.Ordinal);
        Assert.True(Directory.Exists(folder));

        Assert.Equal(0, _runs.Call("", answers: false, "remove", "latest", "--yes").ExitCode);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Several_runs_go_together_and_those_that_must_stay_are_named()
    {
        var (first, second) = (_runs.Put(1), _runs.Put(2));
        using var live = _runs.Begin(3);

        var run = _runs.Call("remove", "run1", "run2", "run3", "run1", "--yes");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Deleted 2 runs", run.Out, StringComparison.Ordinal);
        Assert.Contains("under way", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(first) || Directory.Exists(second));
        Assert.True(RunFolder.IsRun(Path.Combine(_runs.Folder, "run3")));
    }

    [Fact]
    public void A_run_that_lies_elsewhere_stays()
    {
        var elsewhere = _runs.Beside("mine");
        Directory.Move(_runs.Put(1), elsewhere);

        var run = _runs.Call("remove", elsewhere, "--yes");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("only runs there are deleted", run.Error, StringComparison.Ordinal);
        Assert.True(RunFolder.IsRun(elsewhere));
    }

    [Fact]
    public void Pruning_needs_to_know_what()
    {
        _runs.Put(1);

        var run = _runs.Call("prune", "--yes");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--older-than, --keep or --status", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Pruning_keeps_the_newest_and_those_under_way_and_tells_the_bytes()
    {
        foreach (var number in (int[])[1, 2, 3]) _runs.Put(number);
        using var live = _runs.Begin(0);

        var run = _runs.Call("prune", "--keep", "1", "--yes", "--json", "-");

        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal([RecordedRuns.Id(2), RecordedRuns.Id(1)], json.RootElement.GetProperty("deleted").EnumerateArray().Select(one => one.GetProperty("id").GetString()));
        Assert.Equal(0, json.RootElement.GetProperty("refused").GetArrayLength());
        Assert.True(json.RootElement.GetProperty("bytes").GetInt64() > 1000);
        Assert.Equal(["run0", "run3"], Directory.GetDirectories(_runs.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Young_runs_are_not_old()
    {
        _runs.Put(1);

        Assert.Contains("Nothing was deleted.", _runs.Call("prune", "--older-than", "1d", "--yes").Out, StringComparison.Ordinal);

        Assert.True(RunFolder.IsRun(Path.Combine(_runs.Folder, "run1")));
    }

    [Theory]
    [InlineData("30")]
    [InlineData("d")]
    [InlineData("-1d")]
    [InlineData("1.5d")]
    [InlineData("30 days")]
    [InlineData("9999999999d")]
    public void An_age_is_a_number_with_its_unit(string age)
    {
        var run = _runs.Call("prune", "--older-than", age, "--yes");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("such as 12h or 30d", run.Error, StringComparison.Ordinal);
    }
}
