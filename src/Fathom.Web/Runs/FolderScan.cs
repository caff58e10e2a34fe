using Fathom.Journal;
using Fathom.Runs;

namespace Fathom.Web.Runs;

/// <summary>Brings an index up to date with the folder of all runs.</summary>
sealed class FolderScan(string runsFolder, IRunStore store, TimeProvider time)
{
    readonly Dictionary<string, (long Length, DateTime Written)> _seen = new(StringComparer.Ordinal);

    public bool Update()
    {
        var changed = false;
        if (!Directory.Exists(runsFolder)) return false;
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in Directory.EnumerateDirectories(Path.GetFullPath(runsFolder)))
        {
            if (Path.GetFileName(folder).StartsWith('.') || !RunFolder.IsRun(folder)) continue;
            there.Add(folder);
            var files = new DirectoryInfo(folder).GetFiles();
            var stamp = (files.Sum(file => file.Length), files.Max(file => file.LastWriteTimeUtc));
            if (_seen.TryGetValue(folder, out var known) && known == stamp) continue;
            _seen[folder] = stamp;
            try
            {
                store.Save(EntryOf(RunReader.Read(folder, time), stamp.Item1));
                changed = true;
            }
            catch (IOException)
            {
            }
        }

        foreach (var entry in store.List(new() { Take = 10_000 }).Where(entry => !there.Contains(entry.Folder))) changed |= store.Remove(entry.Manifest.Id);
        return changed;
    }

    static RunEntry EntryOf(RunView view, long bytes)
    {
        var losses = view.Scalars.TryGetValue(ScalarTags.Loss, out var blocks) ? blocks : [];
        var worst = view.Findings.MaxBy(finding => finding.Severity);
        return new()
        {
            Manifest = view.Manifest, Folder = view.Folder, Status = view.Status, Step = view.Step, LastRecord = view.LastRecord, Bytes = bytes,
            Loss = losses.Count > 0 ? losses[^1].Last : double.NaN,
            HeldOutLoss = view.Scalars.TryGetValue(ScalarTags.HeldOutLoss, out var held) && held.Count > 0 ? held[^1].Last : double.NaN,
            WorstSeverity = worst?.Severity, WorstFinding = worst?.Id ?? "",
            Sparkline = [.. losses.Chunk(Math.Max(1, (losses.Count + 63) / 64)).Select(chunk => chunk[^1].Mean)],
        };
    }
}
