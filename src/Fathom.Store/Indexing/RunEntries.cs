using Fathom.Runs;

namespace Fathom.Store.Indexing;

/// <summary>What an index keeps of a run.</summary>
static class RunEntries
{
    public static RunEntry Of(RunView run, long bytes, IReadOnlyList<string> tags)
    {
        // Of several equally grave ones the first: diagnoses put causes before what follows from them.
        var worst = run.Findings.OrderByDescending(finding => finding.Severity).FirstOrDefault();
        return new()
        {
            Manifest = run.Manifest,
            Folder = run.Folder,
            Status = run.Status,
            Step = run.Step,
            LastRecord = run.LastRecord,
            Loss = Last(run, ScalarTags.Loss),
            HeldOutLoss = Last(run, ScalarTags.HeldOutLoss),
            WorstSeverity = worst?.Severity,
            WorstFinding = worst?.Id ?? "",
            Sparkline = run.Scalars.TryGetValue(ScalarTags.Loss, out var losses) ? Sparkline.Of(losses) : [],
            Tags = tags,
            Bytes = bytes,
            Problem = Problem(run.Damages),
        };
    }

    static double Last(RunView run, string tag) => run.Scalars.TryGetValue(tag, out var blocks) && blocks.Count > 0 ? blocks[^1].Last : double.NaN;

    static string Problem(IReadOnlyList<RunDamage> damages) => damages.Count switch
    {
        0 => "",
        1 => $"A record of {damages[0].File} was skipped: {damages[0].Sentence}",
        _ => FormattableString.Invariant($"{damages.Count} records were skipped; the first in {damages[0].File}: {damages[0].Sentence}"),
    };
}
