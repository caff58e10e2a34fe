using Fathom.Journal;
using Fathom.Runs;
using Fathom.Store;
using Fathom.Store.Indexing;

namespace Fathom.Cli.Commands;

/// <summary>An index of runs that is up to date, for the time of one command.</summary>
sealed class RunsIndex : IDisposable
{
    const int EnoughToTell = 4;

    RunsIndex(RunStore store, string folder, IndexReport report) => (Store, Folder, Report) = (store, folder, report);

    public RunStore Store { get; }

    /// <summary>The folder that holds the runs, as a full path.</summary>
    public string Folder { get; }

    public IndexReport Report { get; }

    public static RunsIndex Open(string folder, string? store, bool rebuild) => Refusing(() =>
    {
        Directory.CreateDirectory(folder);
        var opened = RunStore.Open(store ?? Path.Combine(folder, RunStore.DefaultFile));
        try
        {
            var indexer = new RunIndexer(opened, folder);
            return new RunsIndex(opened, folder, rebuild ? indexer.Rebuild() : indexer.Update());
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    });

    public IReadOnlyList<RunEntry> All(RunQuery? query = null) => Refusing(() => Store.List((query ?? new()) with { Take = int.MaxValue }));

    /// <summary>The run that <paramref name="word"/> means, as the index knows it or, where it lies elsewhere, as its folder tells.</summary>
    public RunEntry Find(string word) => Refusing(() =>
    {
        try
        {
            var folder = RunReference.Find(word, Folder);
            return Store.Find(folder.Manifest.Id) is { } known && known.Folder == folder.Path
                ? known
                : RunEntries.Of(RunReader.Read(folder.Path), folder.Bytes(), RunTags.In(folder.Path));
        }
        catch (RunFolderException nowhere) when (nowhere.Fault == RunFolderFault.Missing)
        {
            // Runs in groups, and those of other machines, are known to the index alone.
            var fitting = word.Length == 0 ? [] : All().Where(run => Fits(run, word)).ToList();
            if (fitting is [var one]) return one;
            if (fitting.Count == 0) throw;
            throw new CallRefusedException(
                $"'{word}' may be {fitting.Count} runs: {string.Join(", ", fitting.Take(EnoughToTell).Select(run => run.Manifest.Id))}{(fitting.Count > EnoughToTell ? " and others" : "")}. Write more of it.");
        }
    });

    /// <summary>That a run's folder is not on this machine, in a sentence; null where it is.</summary>
    public static string? Elsewhere(RunEntry run) => Directory.Exists(run.Folder) ? null : $"The folder of run {run.Manifest.Id} is not on this machine: {run.Folder}.";

    /// <summary>What a run's journal tells.</summary>
    public static RunView Read(RunEntry run) => Refusing(() => Elsewhere(run) is { } elsewhere ? throw new CallRefusedException(elsewhere) : RunReader.Read(run.Folder));

    /// <summary>Failures of stores and folders as refusals: their messages are made for people.</summary>
    public static T Refusing<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception refusal) when (refusal is RunStoreException or RunFolderException or IOException or UnauthorizedAccessException)
        {
            throw new CallRefusedException(refusal.Message);
        }
    }

    public void Dispose() => Store.Dispose();

    static bool Fits(RunEntry run, string word) =>
        run.Manifest.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase)
        || run.Manifest.Id.EndsWith(word, StringComparison.OrdinalIgnoreCase)
        || Path.GetFileName(run.Folder).StartsWith(word, StringComparison.Ordinal);
}
