using Fathom.Lab.Trials;

namespace Fathom.Lab.Cures;

/// <summary>What a search that proved nothing says of itself.</summary>
static class SearchWords
{
    /// <summary>Why nothing was proved, and how many changes came how far.</summary>
    public static string Lesson(IReadOnlyList<CandidateRecord> records, bool isTimeOver)
    {
        var spent = isTimeOver ? "The time is over" : records.Any(record => record.Standing == Standing.NotTried || record.IsAlive) ? "The budget is spent" : "Everything that fits was tried";
        var fared = records.GroupBy(record => record.Standing).OrderByDescending(group => group.Key).Select(group => FormattableString.Invariant($"{group.Count()} {Words(group.Key)}"));
        return $"{spent}, and nothing is proved: of {records.Count} changes, {string.Join(", ", fared)}.";
    }

    /// <summary>Why nothing is to be cured.</summary>
    public static string Healthy(Trial untreated)
    {
        var found = untreated.Findings.Count == 0
            ? FormattableString.Invariant($"Nothing was found in {untreated.Steps} steps: nothing is changed.")
            : FormattableString.Invariant($"In {untreated.Steps} steps there were notes only, which do no harm so far: nothing is changed. With notes as the least severity they are treated all the same.");
        return Illness.KnowsNothing(untreated) ? $"{found} Yet on the data held out it is hardly or no better than a constant answer, and nothing says why." : found;
    }

    static string Words(Standing standing) => standing switch
    {
        Standing.NotTried => "were not tried",
        Standing.Failed => "could not be trained",
        Standing.IllnessRemains => "left the illness as it was",
        Standing.NewError => "raised another error",
        Standing.NoBetter => "were no better on the data held out",
        Standing.Better => "were better with one seed",
        _ => "were better with one seed and not proved with more",
    };
}
