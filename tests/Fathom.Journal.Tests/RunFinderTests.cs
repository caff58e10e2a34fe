using Fathom.Runs;

namespace Fathom.Journal.Tests;

public sealed class RunFinderTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("fathom-finder-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("0198aaaa-0000-7000-8000-000000000001")]
    [InlineData("0198AAAA")]
    [InlineData("first")]
    public void Finds_a_run_by_its_id_or_its_folder(string written)
    {
        var first = Make("first", "0198aaaa-0000-7000-8000-000000000001");
        Make("second", "0198bbbb-0000-7000-8000-000000000002");

        Assert.Equal(first, RunFinder.Find(written, _root));
        Assert.Equal(first, RunFinder.Find(first, _root));
    }

    [Fact]
    public void Takes_the_run_that_started_last_for_latest()
    {
        var second = Make("a", "0198bbbb-0000-7000-8000-000000000002");
        Make("z", "0198aaaa-0000-7000-8000-000000000001");

        Assert.Equal(second, RunFinder.Find("latest", _root));
    }

    [Fact]
    public void Refuses_a_beginning_that_several_runs_share()
    {
        Make("first", "0198aaaa-0000-7000-8000-000000000001");
        Make("second", "0198bbbb-0000-7000-8000-000000000002");

        var refusal = Assert.Throws<RunFolderException>(() => RunFinder.Find("0198", _root));

        Assert.Contains("2 runs", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("0198aaaa-0000-7000-8000-000000000001", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_what_it_did_not_find()
    {
        Assert.Contains("'nothing'", Assert.Throws<RunFolderException>(() => RunFinder.Find("nothing", _root)).Message, StringComparison.Ordinal);
        Assert.Contains("no run", Assert.Throws<RunFolderException>(() => RunFinder.Find("latest", _root)).Message, StringComparison.Ordinal);
        Assert.Contains("manifest.json", Assert.Throws<RunFolderException>(() => RunFinder.Find(_root, _root)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Passes_over_folders_that_are_no_runs()
    {
        Directory.CreateDirectory(Path.Combine(_root, "empty"));
        Directory.CreateDirectory(Path.Combine(_root, "broken"));
        File.WriteAllText(Path.Combine(_root, "broken", "manifest.json"), "{");
        var only = Make("only", "0198aaaa-0000-7000-8000-000000000001");

        Assert.Equal(only, RunFinder.Find("latest", _root));
    }

    string Make(string name, string id) =>
        RunFolder.Create(Path.Combine(_root, name), new() { Id = id, Name = name, Kind = RunKind.Train, Started = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero) }).Path;
}
