using System.Globalization;
using Fathom.Journal;
using Fathom.Runs;
using Fathom.Store.Indexing;

namespace Fathom.Store.Tests.Indexing;

/// <summary>A folder of runs whose contents are scripted, and an index beside it that counts what it reads.</summary>
sealed class RunsOnDisk : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fathom-runs-");
    readonly Dictionary<string, Func<RunView, RunView>> _contents = new(StringComparer.Ordinal);

    /// <param name="connection">Of the index; null for a file beside the runs.</param>
    public RunsOnDisk(string? connection)
    {
        Root = Path.Combine(_folder.FullName, "runs");
        Directory.CreateDirectory(Root);
        Store = RunStore.Open(connection ?? Path.Combine(_folder.FullName, "index", "runs.db"));
    }

    public string Root { get; }

    public RunStore Store { get; }

    public List<string> WereRead { get; } = [];

    public RunIndexer Indexer(params string[] roots) => new(Store, roots.Length == 0 ? [Root] : roots, Read, "here");

    public IndexReport Update() => Indexer().Update(TestContext.Current.CancellationToken);

    /// <summary>Makes the folder of a run, or changes what is in it.</summary>
    public string Put(int number, string name, Func<RunView, RunView>? content = null)
    {
        var path = Path.Combine(Root, name);
        if (!RunFolder.IsRun(path)) RunFolder.Create(path, Entries.Of(number).Manifest);
        _contents[path] = content ?? (view => view);
        File.AppendAllText(Path.Combine(path, "journal-0001"), string.Create(CultureInfo.InvariantCulture, $"{number};"));
        return path;
    }

    public void Dispose()
    {
        Store.Dispose();
        _folder.Delete(recursive: true);
    }

    RunView Read(string path)
    {
        WereRead.Add(Path.GetFileName(path));
        var folder = RunFolder.Open(path);
        var view = new RunView { Folder = folder.Path, Manifest = folder.Manifest, Status = RunStatus.Finished };
        return _contents.TryGetValue(path, out var content) ? content(view) : view;
    }
}
