using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;
using Fathom.Lab.Trials;
using Fathom.Ledger;
using Fathom.Recipes;
using Fathom.Runs;

namespace Fathom.Lab.Recording;

/// <summary>Writes a search for a cure into its run: the untreated run, the candidates as they fare, and what was proved.</summary>
/// <remarks>
/// Trials stand at the steps that all trials together have taken; the untreated run's losses, held-out results and ledger at its own. The run begins with
/// the first step of a trial: a search that is refused leaves none.
/// </remarks>
sealed class CureRecord(RunRecording run, Recipe recipe, TimeProvider time)
{
    /// <summary>The scalar that tells how many steps all trials have taken, about once a second: a search's sign of life.</summary>
    public const string StepsTag = "cure/steps";

    static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(1);

    readonly Dictionary<int, RunTrial> _told = [];
    long? _lastSign;
    long _steps;

    public void Hear(TrialProgress progress)
    {
        _ = progress;
        Begin();
        _steps++;
        if (_lastSign is { } last && time.GetElapsedTime(last) < SignOfLife) return;
        _lastSign = time.GetTimestamp();
        run.Tell(_steps, static (recorder, steps) => recorder.Scalar(steps, StepsTag, steps));
    }

    public void Hear(CureNews news)
    {
        Begin();
        // Progress may lag behind, or nobody may tell it.
        _steps = Math.Max(_steps, news.StepsTaken);
        if (news.Examined is { } untreated) run.Tell(untreated, Examined);
        if (news.Judged is { } record) Tell(record.Candidate, Of(record));
        if (news.Tried is { } proof) Tell(proof.Candidate, Of(proof));
    }

    /// <summary>Writes what the search came to; nothing where it never began.</summary>
    public void End(CureReport report)
    {
        if (!run.HasBegun) return;
        foreach (var record in report.Candidates)
        {
            // What a proof has told is more than what one seed did.
            var last = _told.GetValueOrDefault(record.Candidate.Number);
            var state = StandingWord.Of(record.Standing);
            if (last is null) Tell(record.Candidate, Of(record));
            else if (last.State != state) Tell(record.Candidate, last with { State = state, Reason = record.Reason });
        }

        if (report.Cured is { } cured) run.Keep("cured.yaml", RecipeFile.Write(cured));
        run.End(new RunEnd(report.Verdict == CureVerdict.Interrupted ? RunStatus.Interrupted : RunStatus.Finished, report.Steps, report.Reason));
    }

    void Begin() => run.Begin(RunKind.Cure, recipe, plannedSteps: null);

    static void Examined(IRunRecorder recorder, Trial untreated)
    {
        for (var step = 0; step < untreated.Losses.Count; step++) recorder.Scalar(step + 1, ScalarTags.Loss, untreated.Losses[step]);
        foreach (var (step, loss, accuracy) in untreated.HeldOut) RunRecording.HeldOut(recorder, step, loss, accuracy);
        if (untreated.Ledger.Links.Count > 0) recorder.Reading(new StepReading { Step = untreated.Steps, Loss = untreated.Losses[^1], Ledger = untreated.Ledger });
        recorder.Findings(untreated.Steps, untreated.Findings);
    }

    void Tell(Candidate candidate, RunTrial trial)
    {
        _told[candidate.Number] = trial = trial with { Name = NameOf(candidate) };
        run.Tell((_steps, trial), static (recorder, told) => recorder.Trial(told._steps, told.trial));
    }

    static RunTrial Of(CandidateRecord record) => new()
    {
        Name = "",
        State = StandingWord.Of(record.Standing),
        Steps = record.Trial?.Steps ?? 0,
        Untreated = record.Pair?.Untreated ?? double.NaN,
        Treated = record.Pair?.Treated ?? double.NaN,
        Reason = record.Reason,
    };

    static RunTrial Of(Proof proof) => new()
    {
        Name = "",
        State = proof.State switch { ProofState.Accepted => StandingWord.Of(Standing.Proved), ProofState.Refused => StandingWord.Of(Standing.NotProved), _ => "not decided" },
        Steps = proof.Treated.Sum(trial => trial.Steps),
        Untreated = proof.Pairs.Select(pair => pair.Untreated).DefaultIfEmpty(double.NaN).Average(),
        Treated = proof.Pairs.Select(pair => pair.Treated).DefaultIfEmpty(double.NaN).Average(),
        Reason = proof.Reason,
    };

    /// <summary>The treatment's name with its form; should two read alike, the one told later carries its candidate's number.</summary>
    string NameOf(Candidate candidate)
    {
        if (_told.TryGetValue(candidate.Number, out var known)) return known.Name;
        var label = candidate.Change.Label;
        return _told.Values.Any(other => other.Name == label) ? FormattableString.Invariant($"{label} ({candidate.Number})") : label;
    }
}
