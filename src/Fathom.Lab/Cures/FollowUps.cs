using Fathom.Diagnoses;
using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Lab.Cures;

/// <summary>What is added to changes that are rid of the illness and do not learn: behind one mistake there is often a second, which only shows once the first is gone.</summary>
/// <remarks>A network that begins well now may still take steps of the size that held off its explosion; cells that remember may still learn too slowly.</remarks>
static class FollowUps
{
    // As many as two waves hold.
    const int Most = 8, MostBases = 3;

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
        var added = bases.SelectMany(record => Answers(record, inPlace).Select((treatment, place) => (place, change: With(record, treatment))))
            .OrderBy(entry => entry.place).Select(entry => Candidates.Of(recipe, entry.change, illness, inPlace))
            .Where(candidate => known.Add(candidate.Recipe)).Take(Most);
        return Candidates.Numbered([.. added], after: records.Count);
    }

    /// <summary>Whether its run came to nothing for another reason than the illness.</summary>
    static bool IsRid(CandidateRecord record, Illness illness) =>
        record.Standing is Standing.NoBetter or Standing.NewError or Standing.Failed or Standing.Better && !record.IsClear
        && record is { Trial: { Failure: null, Steps: > 0 } trial } && !illness.RemainsIn(trial) && record.Candidate.Change.Treatments.Count < Combination.Most;

    /// <summary>Those first that came farthest; a lost training last.</summary>
    static double Rank(CandidateRecord record) => record.Pair is { RelativeGain: var gain } && double.IsFinite(gain) ? Math.Max(gain, record.Promise) : double.NegativeInfinity;

    /// <summary>Treatments of other kinds than it has, each kind once, those that answer best first.</summary>
    static IEnumerable<ITreatment> Answers(CandidateRecord record, bool inPlace)
    {
        var finding = record.Trial!.Findings.FirstOrDefault(finding => finding.Severity >= Severity.Warning) ?? Illness.StandstillOf(record.Trial);
        var kinds = record.Candidate.Change.Treatments.Select(treatment => treatment.Id).ToHashSet(StringComparer.Ordinal);
        return AllTreatments.For(record.Candidate.Recipe, finding)
            .Where(treatment => !inPlace || InPlace.IsPossible(treatment))
            .OrderByDescending(treatment => AllTreatments.Relevance(treatment, finding))
            .Where(treatment => kinds.Add(treatment.Id));
    }

    static Combination With(CandidateRecord record, ITreatment treatment) => new([.. record.Candidate.Change.Treatments, treatment]);
}
