using Fathom.Journal;
using Fathom.Runs;

namespace Fathom.Store.Tests;

public sealed class RunRemovalTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fathom-removal-");
    readonly RunStore _store;
    readonly string _root;

    public RunRemovalTests()
    {
        _root = Path.Combine(_folder.FullName, "runs");
        _store = RunStore.Open(Path.Combine(_folder.FullName, "runs.db"));
    }

    RunRemoval Removal => new(_store, _root);

    public void Dispose()
    {
        _store.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Deletes_the_folder_and_the_entry_and_nothing_beside_it()
    {
        var (run, neighbour) = (Put(1, "runs/a"), Put(2, "runs/b"));
        Directory.CreateDirectory(Path.Combine(run.Folder, "plugins", "deep"));

        Assert.Null(Removal.Remove(run));

        Assert.False(Directory.Exists(run.Folder));
        Assert.Null(_store.Find(run.Manifest.Id));
        Assert.True(RunFolder.IsRun(neighbour.Folder));
        Assert.NotNull(_store.Find(neighbour.Manifest.Id));
    }

    [Theory]
    [InlineData("elsewhere/a")]
    [InlineData("runs-of-others/a")]
    [InlineData("runs/../elsewhere/a")]
    [InlineData("runs")]
    public void Refuses_what_does_not_lie_below_the_folder_of_runs(string place)
    {
        var run = Put(1, place);

        Assert.Contains("does not lie in", Removal.Remove(run), StringComparison.Ordinal);

        Assert.True(RunFolder.IsRun(run.Folder));
        Assert.NotNull(_store.Find(run.Manifest.Id));
    }

    [Fact]
    public void Refuses_what_lies_behind_a_link()
    {
        var run = Put(1, "elsewhere/a");
        Directory.CreateDirectory(_root);
        Directory.CreateSymbolicLink(Path.Combine(_root, "link"), Path.Combine(_folder.FullName, "elsewhere"));

        Assert.Contains("does not lie in", Removal.Remove(run with { Folder = Path.Combine(_root, "link", "a") }), StringComparison.Ordinal);

        Assert.True(RunFolder.IsRun(run.Folder));
    }

    [Fact]
    public void Deletes_a_link_within_a_run_and_not_what_it_leads_to()
    {
        var run = Put(1, "runs/a");
        var precious = Directory.CreateDirectory(Path.Combine(_folder.FullName, "precious"));
        File.WriteAllText(Path.Combine(precious.FullName, "thesis.txt"), "all of it");
        Directory.CreateSymbolicLink(Path.Combine(run.Folder, "link"), precious.FullName);
        Directory.CreateSymbolicLink(Path.Combine(Directory.CreateDirectory(Path.Combine(run.Folder, "deep")).FullName, "link"), precious.FullName);

        Assert.Null(Removal.Remove(run));

        Assert.False(Directory.Exists(run.Folder));
        Assert.Equal("all of it", File.ReadAllText(Path.Combine(precious.FullName, "thesis.txt")));
    }

    [Fact]
    public void Refuses_a_folder_without_a_valid_manifest()
    {
        var (none, broken, newer, other) = (Put(1, "runs/a"), Put(2, "runs/b"), Put(3, "runs/c"), Put(4, "runs/d"));
        File.Delete(Manifest(none));
        File.WriteAllText(Manifest(broken), "{");
        File.WriteAllText(Manifest(newer), File.ReadAllText(Manifest(newer)).Replace("\"layout\": 1", "\"layout\": 99", StringComparison.Ordinal));
        File.WriteAllText(Manifest(other), File.ReadAllText(Manifest(other)).Replace(other.Manifest.Id, Entries.Id(77), StringComparison.Ordinal));

        Assert.Contains("no manifest.json", Removal.Remove(none), StringComparison.Ordinal);
        Assert.Contains("damaged", Removal.Remove(broken), StringComparison.Ordinal);
        Assert.Contains("newer Fathom", Removal.Remove(newer), StringComparison.Ordinal);
        Assert.Contains("another run", Removal.Remove(other), StringComparison.Ordinal);

        Assert.All([none, broken, newer, other], run => Assert.True(Directory.Exists(run.Folder)));
        Assert.Equal(4, _store.List(new()).Count);
    }

    [Fact]
    public void Refuses_a_run_under_way_whatever_the_index_says()
    {
        var run = Put(1, "runs/a");
        var manifest = run.Manifest with { Id = Entries.Id(50) };
        var folder = RunFolder.Create(Path.Combine(_root, "live"), manifest);
        using (var writer = JournalWriter.Create(folder))
        {
            writer.Scalar(1, ScalarTags.Loss, 1);

            Assert.Contains("under way", Removal.Remove(run with { Manifest = manifest, Folder = folder.Path, Status = RunStatus.Lost }), StringComparison.Ordinal);

            writer.Close(new(RunStatus.Interrupted, 1));
        }

        Assert.Null(Removal.Remove(run with { Manifest = manifest, Folder = folder.Path }));
    }

    static string Manifest(RunEntry run) => Path.Combine(run.Folder, "manifest.json");

    RunEntry Put(int number, string place)
    {
        var entry = Entries.Of(number) with { Folder = Path.Combine(_folder.FullName, place) };
        RunFolder.Create(Path.GetFullPath(entry.Folder), entry.Manifest);
        _store.Save(entry);
        return entry;
    }
}
