using Fathom.Lab.Cures;
using Fathom.Lab.Trials;
using Spectre.Console;

namespace Fathom.Cli.Text;

/// <summary>What a search tries and how it fares, a row each; below them, where somebody watches, a line with the running step.</summary>
/// <remarks>The trainings run in other processes, so that this one may allocate as it likes.</remarks>
sealed class CureRows(Terminal terminal, TimeProvider time) : IDisposable
{
    static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    readonly Page _page = new(terminal);
    long? _lastDrawn;
    CureNews? _latest;

    public void Show(CureNews news)
    {
        Clear();
        _latest = news;
        if (news.Examined is { } trial) WriteExamined(trial);
        if (news.Stage is { } stage) _page.Line($" {stage}", Page.Faint);
        if (news.Judged is { } record) WriteRow(record);
        if (news.Tried is { } proof) WriteProof(proof);
        terminal.Out.Flush();
    }

    public void Show(TrialProgress progress)
    {
        if (!terminal.ErrorIsWatched) return;
        if (_lastDrawn is { } last && time.GetElapsedTime(last) < ShortestPause) return;
        _lastDrawn = time.GetTimestamp();
        var who = progress.Key.IsUntreated ? "untreated" : $"change {Number.Whole(progress.Key.Candidate)}";
        var spent = _latest is null ? "" : $"  {Number.Whole(_latest.StepsTaken)} of at most {Number.Whole(_latest.Budget)} steps so far";
        terminal.Error.Write($"\r {who}, seed {Number.Whole(progress.Key.Seed)}: step {Number.Whole(progress.Step)}  loss {Number.Loss(progress.Loss)}{spent}\u001b[K");
        terminal.Error.Flush();
    }

    public void Dispose() => Clear();

    public static Style StyleOf(Standing standing) => standing switch
    {
        Standing.Better => new(Color.Teal),
        Standing.Proved => new(Color.Green, decoration: Decoration.Bold),
        Standing.NoBetter or Standing.NotTried => Page.Faint,
        _ => new(Color.Yellow),
    };

    void WriteExamined(Trial trial)
    {
        var worst = trial.Findings is [var first, ..] ? $"{FindingText.Name(first.Severity)} {first.Id} at {first.Place}" : "nothing found";
        _page.Line($" untreated: {Number.Whole(trial.Steps)} steps, {worst}");
    }

    void WriteRow(CandidateRecord record)
    {
        var loss = record.Trial is { Losses: [.., var last] } ? Number.Loss(last) : "-";
        var (before, after) = record.Pair is { } pair ? (Number.Loss(pair.Untreated), Number.Loss(pair.Treated)) : ("-", "-");
        _page.Line(
            ($"   {Number.Whole(record.Candidate.Number),2} {record.Candidate.Change.Label,-38} {Number.Whole(record.Steps),5} steps  loss {loss,-12} held out {before} {_page.Glyphs.Arrow} {after,-8} ", Page.Plain),
            (StandingWord.Of(record.Standing), StyleOf(record.Standing)),
            (record.Trial?.Inheritance is { } inherited ? $"  {InheritanceText.Brief(inherited)}" : "", Page.Faint));
    }

    void WriteProof(Proof proof)
    {
        var standing = proof.State == ProofState.Accepted ? Standing.Proved : Standing.NotProved;
        var word = proof.State == ProofState.Undecided ? "not decided" : StandingWord.Of(standing);
        _page.Line(($"   {Number.Whole(proof.Candidate.Number),2} {proof.Candidate.Change.Label,-38} ", Page.Plain), (word, StyleOf(standing)));
        _page.Prose("      ", proof.Reason, Page.Faint);
    }

    void Clear()
    {
        if (_lastDrawn is null) return;
        terminal.Error.Write("\r\u001b[K");
        terminal.Error.Flush();
        _lastDrawn = null;
    }
}
