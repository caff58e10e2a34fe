using Fathom.Diagnoses;
using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Lab.Cures;

/// <summary>What is added to changes that are rid of the illness and do not learn: behind one mistake there is often a second, which only shows once the first is gone.</summary>
/// <remarks>A network that begins well now may still take steps of the size that held off its explosion; cells that remember may still learn too slowly.</remarks>
static class FollowUps
{
    // Of each base as many as there are ways to answer: the one, the other, and both.
    const int MostBases = 3, Most = 3 * MostBases;

    const string Slow = "learning-rate-too-low";

    /// <summary>Combinations of changes that were tried with what answers the worst finding of their own runs, or with what answers a standstill where nothing is found.</summary>
    /// <param name="recipe">What is ill.</param>
    /// <param name="illness">What ails it.</param>
    /// <param name="records">All candidates so far.</param>
    /// <param name="inPlace">As for <see cref="Candidates.Singles"/>.</param>
    public static IReadOnlyList<Candidate> Of(Recipe recipe, Illness illness, IReadOnlyList<CandidateRecord> records, bool inPlace)
    {
        var known = records.Select(record => record.Candidate.Recipe).ToHashSet();
        var bases = records.Where(record => IsRid(record, illness)).OrderByDescending(Rank).ThenBy(record => record.Candidate.Number)
            .DistinctBy(record => record.Candidate.Change.Id, StringComparer.Ordinal).Take(MostBases);
        var added = bases.SelectMany(record => Answers(record, inPlace).Select((change, place) => (place, change)))
            .OrderBy(entry => entry.place).Select(entry => Candidates.Of(recipe, entry.change, illness, inPlace))
            .Where(candidate => known.Add(candidate.Recipe)).Take(Most);
        return Candidates.Numbered([.. added], after: records.Count);
    }

    /// <summary>Whether its run came to nothing for another reason than the illness.</summary>
    static bool IsRid(CandidateRecord record, Illness illness) =>
        record.Standing is Standing.NoBetter or Standing.NewError or Standing.Failed or Standing.Better && !record.IsClear
        && record is { Trial: { Failure: null, Steps: > 0 } trial } && !illness.RemainsIn(trial) && record.Candidate.Change.Treatments.Count < Combination.Most;

    /// <summary>Those first that came farthest; a lost training last. What has not plainly learnt came no farther than others, and the order of candidates stands.</summary>
    static double Rank(CandidateRecord record) => record.Pair is not { RelativeGain: var gain } || !double.IsFinite(gain) ? double.NegativeInfinity
        : record.Promise >= Screening.ClearGain ? record.Promise : record.IsFarBehind ? gain : 0;

    /// <summary>The change with each of the two treatments of other kinds that answer best, and with both.</summary>
    static IEnumerable<Combination> Answers(CandidateRecord record, bool inPlace)
    {
        var own = record.Candidate.Change.Treatments;
        var finding = record.Trial!.Findings.FirstOrDefault(finding => finding.Severity >= Severity.Warning);
        var asked = finding ?? Illness.StandstillOf(record.Trial);
        var isStandstill = finding is null or { Id: "loss-plateau", Causes: [] };
        var best = AllTreatments.For(record.Candidate.Recipe, asked)
            .Where(treatment => (!inPlace || InPlace.IsPossible(treatment)) && !own.Any(part => AreOpposed(part, treatment)))
            // What stands still, and nothing is found that holds it, moves too little: larger steps, or steps of another measure.
            .OrderByDescending(treatment => isStandstill && treatment.Answers.Contains(Slow, StringComparer.Ordinal))
            .ThenByDescending(treatment => AllTreatments.Relevance(treatment, asked))
            .DistinctBy(treatment => treatment.Id, StringComparer.Ordinal).Take(2).ToList();
        ITreatment[][] ways = best.Count == 2 && own.Count + 2 <= Combination.Most && !AreOpposed(best[0], best[1]) ? [[best[0]], [best[1]], [.. best]] : [.. best.Select(treatment => new[] { treatment })];
        return ways.Select(added => new Combination([.. own, .. added]));
    }

    /// <summary>Whether two treatments are of one kind, or one undoes the other.</summary>
    static bool AreOpposed(ITreatment one, ITreatment other) =>
        string.Equals(one.Id, other.Id, StringComparison.Ordinal) || (one, other) is (LowerLearningRate, RaiseLearningRate) or (RaiseLearningRate, LowerLearningRate);
}
