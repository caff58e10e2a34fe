using Fathom.Diagnoses;
using Fathom.Journal;
using Fathom.Runs;
using Fathom.Store.Indexing;

namespace Fathom.Store.Tests.Indexing;

/// <summary>What an indexer does, whatever its index lives on. A class per server inherits the tests.</summary>
public abstract class RunIndexerTests : IDisposable
{
    readonly RunsOnDisk _disk;

    protected RunIndexerTests(string? connection) => _disk = new(connection);

    public void Dispose()
    {
        _disk.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Finds_runs_also_in_groups_and_passes_over_hidden_folders_and_links()
    {
        _disk.Put(1, "a");
        _disk.Put(2, "project/b");
        _disk.Put(3, "project/person/c");
        _disk.Put(4, ".trash/d");
        Directory.CreateSymbolicLink(Path.Combine(_disk.Root, "link"), Path.Combine(_disk.Root, "a"));
        Directory.CreateDirectory(Path.Combine(_disk.Root, "empty"));

        var report = _disk.Update();

        Assert.Equal((3, 3, 0), (report.Found, report.Read, report.Removed));
        Assert.Empty(report.Problems);
        Assert.Equal([Entries.Id(3), Entries.Id(2), Entries.Id(1)], _disk.Store.List(new()).Select(run => run.Manifest.Id));
    }

    [Fact]
    public void A_folder_that_is_itself_a_run_may_be_indexed()
    {
        var folder = _disk.Put(1, "a");

        _disk.Indexer(folder + "/").Update(TestContext.Current.CancellationToken);

        Assert.Equal(folder, Assert.Single(_disk.Store.List(new())).Folder);
    }

    [Fact]
    public void An_entry_says_what_a_table_shows()
    {
        _disk.Put(1, "a", view => Views.Full() with { Manifest = view.Manifest, Folder = view.Folder });

        _disk.Update();

        var entry = Assert.Single(_disk.Store.List(new()));
        Assert.Equal(RunStatus.Failed, entry.Status);
        Assert.Equal(120, entry.Step);
        Assert.Equal(double.NegativeInfinity, entry.Loss);
        Assert.Equal(double.NaN, entry.HeldOutLoss);
        Assert.Equal((Severity.Error, "vanishing-gradient"), (entry.WorstSeverity, entry.WorstFinding));
        Assert.Equal(5, entry.Sparkline.Count);
        Assert.Contains("Its checksum is wrong.", entry.Problem, StringComparison.Ordinal);
        Assert.True(entry.Bytes > 100);
    }

    [Fact]
    public void The_first_of_the_gravest_findings_counts()
    {
        Finding Found(string id, Severity severity) => new() { Id = id, Severity = severity, Place = "x", Step = 1, Summary = "" };
        _disk.Put(1, "a", view => view with { Findings = [Found("small", Severity.Note), Found("first", Severity.Error), Found("second", Severity.Error)] });
        _disk.Put(2, "b", view => view with { Findings = [] });

        _disk.Update();

        Assert.Equal((Severity.Error, "first"), (_disk.Store.Find(Entries.Id(1))!.WorstSeverity, _disk.Store.Find(Entries.Id(1))!.WorstFinding));
        Assert.Equal((null, ""), (_disk.Store.Find(Entries.Id(2))!.WorstSeverity, _disk.Store.Find(Entries.Id(2))!.WorstFinding));
    }

    [Fact]
    public void Only_what_changed_or_runs_is_read_again()
    {
        _disk.Put(1, "done");
        _disk.Put(2, "changing");
        _disk.Put(3, "running", view => view with { Status = RunStatus.Running });
        _disk.Update();
        _disk.WereRead.Clear();

        _disk.Put(2, "changing", view => view with { Step = 7 });
        var report = _disk.Update();

        Assert.Equal(["changing", "running"], _disk.WereRead.Order());
        Assert.Equal((3, 2), (report.Found, report.Read));
        Assert.Equal(7, _disk.Store.Find(Entries.Id(2))!.Step);
    }

    [Fact]
    public void What_an_earlier_process_indexed_is_not_read_again()
    {
        _disk.Put(1, "a");
        _disk.Update();
        _disk.Store.Tag(Entries.Id(1), ["tagged"]);
        _disk.WereRead.Clear();

        _disk.Update();

        Assert.Empty(_disk.WereRead);
    }

    [Fact]
    public void A_removed_folder_takes_its_run_out_of_the_index()
    {
        var folder = _disk.Put(1, "a");
        _disk.Put(2, "b");
        _disk.Update();

        Directory.Delete(folder, recursive: true);
        var report = _disk.Update();

        Assert.Equal(1, report.Removed);
        Assert.Equal(Entries.Id(2), Assert.Single(_disk.Store.List(new())).Manifest.Id);
    }

    [Fact]
    public void A_missing_disk_takes_nothing_out()
    {
        _disk.Put(1, "a");
        _disk.Update();
        Directory.Move(_disk.Root, _disk.Root + "-elsewhere");

        var report = _disk.Update();

        Assert.Single(_disk.Store.List(new()));
        Assert.Equal(_disk.Root, Assert.Single(report.Problems).Folder);
        Directory.Move(_disk.Root + "-elsewhere", _disk.Root);
        Assert.Empty(_disk.Update().Problems);
    }

    [Fact]
    public void Runs_of_other_folders_and_of_other_machines_stay()
    {
        _disk.Put(1, "mine/a");
        _disk.Put(2, "other/b");
        _disk.Indexer().Update(TestContext.Current.CancellationToken);
        new RunIndexer(_disk.Store, [Path.Combine(_disk.Root, "other")], _ => Views.Empty(9), "another machine").Update(TestContext.Current.CancellationToken);
        Directory.Delete(Path.Combine(_disk.Root, "other", "b"), recursive: true);

        var report = _disk.Indexer(Path.Combine(_disk.Root, "mine")).Update(TestContext.Current.CancellationToken);

        Assert.Equal(0, report.Removed);
        Assert.NotNull(_disk.Store.Find(Entries.Id(2)));
    }

    [Fact]
    public void A_run_that_becomes_unreadable_keeps_its_entry_which_says_so_until_it_is_mended()
    {
        var folder = _disk.Put(1, "a", view => view with { Step = 5 });
        _disk.Update();
        var manifest = File.ReadAllText(Path.Combine(folder, "manifest.json"));

        File.WriteAllText(Path.Combine(folder, "manifest.json"), "{ broken");
        var broken = _disk.Update();

        Assert.Equal(folder, Assert.Single(broken.Problems).Folder);
        var entry = Assert.Single(_disk.Store.List(new()));
        Assert.Equal(5, entry.Step);
        Assert.Contains("damaged", entry.Problem, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(folder, "manifest.json"), manifest);
        Assert.Empty(_disk.Update().Problems);
        Assert.Equal("", Assert.Single(_disk.Store.List(new())).Problem);
    }

    [Fact]
    public void A_run_without_its_manifest_keeps_its_entry_which_says_so()
    {
        var folder = _disk.Put(1, "a");
        _disk.Update();

        File.Delete(Path.Combine(folder, "manifest.json"));
        var report = _disk.Update();

        Assert.Contains("manifest.json", Assert.Single(report.Problems).Sentence, StringComparison.Ordinal);
        Assert.Contains("manifest.json", Assert.Single(_disk.Store.List(new())).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_a_newer_version_is_named_and_tried_again_each_time()
    {
        var folder = _disk.Put(1, "a");
        var manifest = File.ReadAllText(Path.Combine(folder, "manifest.json"));
        File.WriteAllText(Path.Combine(folder, "manifest.json"), manifest.Replace("\"layout\": 1", "\"layout\": 2", StringComparison.Ordinal));

        Assert.Contains("newer Fathom", Assert.Single(_disk.Update().Problems).Sentence, StringComparison.Ordinal);
        Assert.Contains("newer Fathom", Assert.Single(_disk.Update().Problems).Sentence, StringComparison.Ordinal);

        Assert.Empty(_disk.Store.List(new()));
    }

    [Fact]
    public void A_folder_that_breaks_the_reader_hides_no_other()
    {
        _disk.Put(1, "a", _ => throw new InvalidDataException("Nobody expected that.\nAt all."));
        _disk.Put(2, "b");

        var report = _disk.Update();

        Assert.EndsWith("Nobody expected that.", Assert.Single(report.Problems).Sentence, StringComparison.Ordinal);
        Assert.Equal(Entries.Id(2), Assert.Single(_disk.Store.List(new())).Manifest.Id);
    }

    [Fact]
    public void A_copy_of_a_run_is_named_and_takes_over_when_the_first_goes()
    {
        var first = _disk.Put(1, "a");
        _disk.Update();
        _disk.Put(1, "b");

        var report = _disk.Update();

        Assert.Contains($"the same run as {first}", Assert.Single(report.Problems).Sentence, StringComparison.Ordinal);
        Assert.Equal(first, Assert.Single(_disk.Store.List(new())).Folder);
        Directory.Delete(first, recursive: true);
        Assert.Empty(_disk.Update().Problems);
        Assert.Equal(Path.Combine(_disk.Root, "b"), Assert.Single(_disk.Store.List(new())).Folder);
    }

    [Fact]
    public void A_moved_run_keeps_its_tags()
    {
        var folder = _disk.Put(1, "a");
        _disk.Update();
        _disk.Store.Tag(Entries.Id(1), ["zulu", "alpha"]);

        Directory.Move(folder, Path.Combine(_disk.Root, "b"));
        _disk.Update();

        var entry = Assert.Single(_disk.Store.List(new()));
        Assert.Equal(Path.Combine(_disk.Root, "b"), entry.Folder);
        Assert.Equal(["alpha", "zulu"], entry.Tags);
    }

    [Fact]
    public void An_index_made_anew_knows_everything_again()
    {
        _disk.Put(1, "a", view => view with { Step = 3 });
        _disk.Update();
        _disk.Store.Tag(Entries.Id(1), ["word"]);
        var before = _disk.Store.Find(Entries.Id(1))!;
        _disk.Store.Remove(Entries.Id(1));

        _disk.Update();

        var after = _disk.Store.Find(Entries.Id(1))!;
        Assert.Equal(["word"], after.Tags);
        Assert.Equal(Entries.Text(before with { Bytes = 0 }), Entries.Text(after with { Bytes = 0 }));
    }

    [Fact]
    public void Rebuilding_reads_everything_and_takes_out_what_is_gone_wherever_it_was()
    {
        _disk.Put(1, "mine/a");
        _disk.Put(2, "other/b");
        _disk.Put(3, "other/c");
        _disk.Update();
        Directory.Delete(Path.Combine(_disk.Root, "other", "b"), recursive: true);
        _disk.WereRead.Clear();

        var report = _disk.Indexer(Path.Combine(_disk.Root, "mine")).Rebuild(TestContext.Current.CancellationToken);

        Assert.Equal(1, report.Removed);
        Assert.Contains("a", _disk.WereRead);
        Assert.Equal([Entries.Id(3), Entries.Id(1)], _disk.Store.List(new()).Select(run => run.Manifest.Id));
    }

    [Fact]
    public void Stopping_in_the_middle_keeps_what_was_read()
    {
        using var stop = new CancellationTokenSource();
        foreach (var number in Enumerable.Range(1, 40)) _disk.Put(number, $"run{number:00}", view => number == 35 ? Stop(view) : view);

        Assert.Throws<OperationCanceledException>(() => _disk.Indexer().Update(stop.Token));

        Assert.Equal(35, _disk.Store.List(new()).Count);
        Assert.Equal(5, _disk.Update().Read);

        RunView Stop(RunView view)
        {
            stop.Cancel();
            return view;
        }
    }

    [Fact]
    public void Several_indexers_keep_one_index_together()
    {
        foreach (var number in Enumerable.Range(1, 30)) RunFolder.Create(Path.Combine(_disk.Root, $"run{number:00}"), Entries.Of(number).Manifest);

        Parallel.For(0, 4, _ => new RunIndexer(_disk.Store, [_disk.Root], path => new() { Folder = path, Manifest = RunFolder.Open(path).Manifest, Status = RunStatus.Lost }, "here").Update());

        Assert.Equal(30, _disk.Store.List(new()).Count);
    }
}
