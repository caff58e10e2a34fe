using Fathom.Diagnoses;
using Fathom.Lab.Trials;
using Fathom.Recipes;

namespace Fathom.Lab.Cures;

/// <summary>Looks for a cure: examines, tries candidates wave by wave, and proves the best of them.</summary>
sealed class CureSearch
{
    // Waves are of a fixed size, so that what is found does not depend on how many trials run at once.
    const int WaveSize = 4;

    // What is hardly better at one length is proved more cheaply at a longer one.
    const int MostWeakProofs = 2;

    // Of the budget for the waves of each stage: single changes, what is added to them, combinations. At least a quarter is left for longer runs and proofs.
    const double MostLooking = 0.25;

    // Of the training, as long as something may still be added to what goes on.
    const double EarlyShare = 1.0 / 3;

    readonly Recipe _recipe;
    readonly TrialBook _book;
    readonly TrialLengths _lengths;
    readonly Severity _least;
    readonly Action<CureNews>? _tell;
    readonly Dictionary<int, CandidateRecord> _records = [];
    readonly Prover _prover;
    Illness? _illness;
    long _spentOnProofs;

    public CureSearch(Recipe recipe, long steps, TrialBook book, Severity least, Action<CureNews>? tell)
    {
        (_recipe, _book, _least, _tell) = (recipe, book, least, tell);
        _lengths = TrialLengths.Of(steps);
        _prover = new Prover(book, _lengths);
    }

    /// <summary>Searches until something is proved, nothing is left to try, or the budget is spent.</summary>
    public CureReport Run()
    {
        try
        {
            return Search();
        }
        catch (OperationCanceledException)
        {
            return Report(CureVerdict.Interrupted, "The search was interrupted; nothing is proved.");
        }
    }

    CureReport Search()
    {
        if (!TryExamine(_book, _lengths, _least)) return Report(CureVerdict.NothingFound, "The budget does not suffice for an examination.");
        var untreated = _book.Untreated();
        if (untreated.Failure is { } failure) throw failure.IsRefusal ? new DataException(failure.Reason) : new TrialFailedException(failure.Reason);
        Tell(news => news with { Examined = untreated });
        if (IllnessOf(untreated, _lengths, _least) is not { } illness) return Report(CureVerdict.Healthy, SearchWords.Healthy(untreated));
        if (untreated.HeldOut.Count == 0) throw new DataException("Nothing is held out, and a cure is proved on data that no training saw. Give the recipe's data a hold-out, such as hold-out: 0.2.");

        _illness = illness;
        var singles = Candidates.Singles(_recipe, illness, _book.Start is not null);
        Add(singles);
        if (singles.Count == 0) return Report(CureVerdict.NothingFound, $"No treatment that Fathom knows fits {illness.Id} here{(_book.Start is null ? "" : " and can be made while keeping what was learnt")}.");
        if (TryWaves(singles) || ((AreFew(singles) || illness.IsSuspicion) && TryLonger(EarlyShare)) || TryFollowUps() || TryCombinations() || TryLonger() || Prove(clearOnly: false, isLast: true)) return Report(CureVerdict.Cured, _prover.Accepted!.Reason);
        return Report(CureVerdict.NothingFound, SearchWords.Lesson([.. _records.Values], _book.Purse.IsTimeOver));
    }

    /// <summary>Runs the untreated recipe until it is plain whether it is ill; never more than a whole training, and mostly far less.</summary>
    internal static bool TryExamine(TrialBook book, TrialLengths lengths, Severity least)
    {
        foreach (var pause in lengths.EarlyPauses)
            if (!book.TryRun([book.OrderUntreated(pause)])) return false;
        for (var length = lengths.Proof; Illness.IsSuspected(book.Untreated(), least) && length < lengths.Whole;)
            if (!book.TryRun([book.OrderUntreated(length = lengths.Longer(length))])) break;
        return true;
    }

    /// <summary>What an examined run is to be treated for; where its training is over, having learnt nothing is enough.</summary>
    internal static Illness? IllnessOf(Trial untreated, TrialLengths lengths, Severity least) =>
        Illness.Of(untreated, least) ?? (untreated.Steps >= lengths.Whole ? Illness.OfTheEnd(untreated) : null);

    /// <summary>The steps that were taken so far to look around, and to prove nothing.</summary>
    long SpentLooking => _book.Purse.Spent - _spentOnProofs;

    /// <summary>Whether so few changes live that each may be given time before anything is added to it.</summary>
    bool AreFew(IReadOnlyList<Candidate> candidates) => candidates.Count(candidate => _records[candidate.Number].IsAlive) <= WaveSize / 2;

    /// <summary>Tries candidates in waves, each only where nothing before it has plainly worked.</summary>
    bool TryWaves(IReadOnlyList<Candidate> candidates)
    {
        var (begun, waves) = (SpentLooking, 0);
        foreach (var wave in candidates.Chunk(WaveSize))
        {
            // What is spent on looking around cannot prove anything: in short trainings, whose waves are dear, the last candidates go untried.
            if (waves > 0 && (SpentLooking - begun) * (waves + 1.0) / waves > MostLooking * _book.Purse.Limit) break;
            waves++;
            Tell(news => news with { Stage = FormattableString.Invariant($"trying {wave.Length} changes for {_lengths.First} steps each, beside the untreated run") });
            var survivors = Judge(wave, _lengths.First);
            foreach (var length in (long[])[_lengths.Second, _lengths.Proof])
            {
                survivors = Judge([.. Screening.BetterHalf(survivors).Select(record => record.Candidate)], length);
                if (Prove(clearOnly: true)) return true;
            }

            if (TryGoOn()) return true;
        }

        return false;
    }

    /// <summary>Lets the one go on that has plainly learnt its batches, and whose held-out error does not show it yet.</summary>
    bool TryGoOn()
    {
        var length = _lengths.Longer(_lengths.Proof);
        if (Screening.InOrderOfPromise(_records.Values.Where(record => record.Steps == _lengths.Proof)) is not [{ Promise: >= Screening.ClearGain } best, ..] || _prover.Latest(best.Candidate) is not null || !_book.TryRun([_book.OrderUntreated(length)])) return false;
        Tell(news => news with { Stage = FormattableString.Invariant($"letting {best.Candidate.Change.Id}, which learns, go on to {length} steps") });
        _ = Judge([best.Candidate], length);
        return Prove(clearOnly: true);
    }

    /// <summary>Where changes take the illness away and do not learn yet, adds to each what answers whatever is found in it now.</summary>
    bool TryFollowUps()
    {
        return TryAdded(FollowUps.Of(_recipe, _illness!, [.. _records.Values], _book.Start is not null));
    }

    /// <summary>Where single changes have helped and not sufficed, combines those that went farthest.</summary>
    bool TryCombinations()
    {
        var singles = _records.Values.Where(record => record.Candidate.Change.Treatments.Count == 1).ToList();
        var helped = singles.Where(record => record.Pair is { } pair && pair.RelativeGain >= Screening.LeastGain)
            .OrderByDescending(record => record.Standing).ThenByDescending(record => record.Pair!.RelativeGain).Select(record => record.Candidate).ToList();
        if (helped.Count == 0) return false;
        var others = singles.Where(record => record.Trial is { Failure: null }).Select(record => record.Candidate).Except(helped);
        var tried = _records.Values.Select(record => record.Candidate.Recipe).ToHashSet();
        var combined = Candidates.Combined(_recipe, _illness!, [.. helped, .. others], after: _records.Count, _book.Start is not null)
            .Where(candidate => tried.Add(candidate.Recipe)).ToList();
        return TryAdded(Candidates.Numbered(combined, after: _records.Count));
    }

    /// <summary>Where nothing is plain yet, lets the most hopeful go on for twice as long, and again, at last two of them, as long as a proof there can be paid.</summary>
    /// <param name="share">Of the whole training, how long they may go on.</param>
    bool TryLonger(double share = 1)
    {
        foreach (var (index, length) in _lengths.Beyond(_lengths.Proof).TakeWhile(length => length <= share * _lengths.Whole).Index())
        {
            var most = index < 2 ? WaveSize : WaveSize / 2;
            var pool = Screening.OfDifferentKinds(Screening.InOrderOfHope(_records.Values)).Where(record => record.Steps < length).Take(most).Select(record => record.Candidate).ToList();
            // Rather fewer of them than none: budget that is left over cures nobody.
            while (pool.Count > 0 && !_book.CanPay([.. pool.Select(candidate => _book.Order(candidate, length)), .. _book.ProofOf(pool[0], length)])) pool.RemoveAt(pool.Count - 1);
            if (pool.Count == 0) continue;
            Tell(news => news with { Stage = FormattableString.Invariant($"nothing is plain yet: letting {pool.Count} go on to {length} steps") });
            _ = _book.TryRun([_book.OrderUntreated(length)]);
            _ = Judge(pool, length);
            if (Prove(clearOnly: true, isLast: true)) return true;
        }

        return false;
    }

    /// <summary>Brings candidates to <paramref name="length"/> and judges them there; those that the budget no longer bears stay as they were.</summary>
    List<CandidateRecord> Judge(IReadOnlyList<Candidate> candidates, long length)
    {
        if (candidates.Count == 0 || !_book.TryRun([.. candidates.Select(candidate => _book.Order(candidate, length))])) return [];
        var judged = new List<CandidateRecord>();
        foreach (var candidate in candidates)
        {
            var record = Screening.Judge(candidate, _illness!, MetricOf(candidate), length, _book.Untreated(), _book.Of(candidate));
            judged.Add(_records[candidate.Number] = record);
            Tell(news => news with { Judged = record });
        }

        _book.Release(judged.Where(record => !record.IsAlive).Select(record => record.Candidate));
        return judged;
    }

    /// <summary>Proves what is better, at the length where it is.</summary>
    bool Prove(bool clearOnly, bool isLast = false)
    {
        var eligible = _records.Values.Where(record => record.Steps >= _lengths.Second && (record.IsClear || !clearOnly) && IsUntried(record));
        foreach (var record in Screening.InOrderOfPreference(eligible).Take(clearOnly ? int.MaxValue : MostWeakProofs))
        {
            Tell(news => news with { Stage = $"proving with more seeds: {record.Candidate.Change.Id}" });
            var before = _book.Purse.Spent;
            var proof = _prover.Prove(record.Candidate, _illness!, MetricOf(record.Candidate), record.Steps, isLast);
            _spentOnProofs += _book.Purse.Spent - before;
            if (proof.State != ProofState.Undecided)
                _records[record.Candidate.Number] = record with { Standing = proof.State == ProofState.Accepted ? Standing.Proved : Standing.NotProved, Reason = proof.Reason };
            Tell(news => news with { Tried = proof });
            if (proof.State == ProofState.Accepted) return true;
            if (proof.State == ProofState.Refused) _book.Release([record.Candidate]);
        }

        return false;
    }

    /// <summary>What was not decided at a shorter length may be tried anew at a longer one.</summary>
    bool IsUntried(CandidateRecord record) => _prover.Latest(record.Candidate) is not { } proof || (proof.State == ProofState.Undecided && proof.Steps < record.Steps);

    Metric MetricOf(Candidate candidate) => Metrics.For(_recipe, candidate.Recipe, _book.Untreated().HeldOut is [{ Accuracy: not null }, ..]);

    bool TryAdded(IReadOnlyList<Candidate> candidates)
    {
        Add(candidates);
        return TryWaves(candidates);
    }

    void Add(IReadOnlyList<Candidate> candidates)
    {
        foreach (var candidate in candidates) _records[candidate.Number] = new CandidateRecord(candidate, Standing.NotTried);
    }

    void Tell(Func<CureNews, CureNews> news) => _tell?.Invoke(news(new CureNews(_book.Purse.Spent, _book.Purse.Limit)));

    CureReport Report(CureVerdict verdict, string reason)
    {
        var records = _records.OrderBy(entry => entry.Key).Select(entry => AtTheEnd(entry.Value)).ToList();
        var best = verdict is CureVerdict.Cured ? null : BestAttempt(records);
        return new CureReport
        {
            Recipe = _recipe, Verdict = verdict, Reason = reason, Untreated = _book.FindUntreated(), Illness = _illness?.Finding, Candidates = records,
            Proof = _prover.Accepted, BestAttempt = best, FailedProof = best is null ? null : _prover.Latest(best.Candidate), Steps = _book.Purse.Spent, TrainingSteps = _lengths.Whole, Start = _book.Start,
        };
    }

    /// <summary>What is still undecided when the search ends is not proved.</summary>
    CandidateRecord AtTheEnd(CandidateRecord record) => _prover.Latest(record.Candidate) is { State: ProofState.Undecided } proof
        ? record with { Standing = Standing.NotProved, Reason = $"The runs do not decide. {proof.Reason}" }
        : record;

    static CandidateRecord? BestAttempt(IEnumerable<CandidateRecord> records) =>
        records.Where(record => record.Standing is Standing.NotProved or Standing.Better or Standing.NewError or Standing.IllnessRemains && record.Pair is { RelativeGain: >= Screening.LeastGain })
            .OrderByDescending(record => record.Standing).ThenByDescending(record => record.Pair!.RelativeGain).FirstOrDefault();
}
