using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Lab.Cures;

/// <summary>Which changes are worth a trial, and in which order.</summary>
static class Candidates
{
    /// <summary>How many single treatments are tried at most.</summary>
    public const int MostSingles = 12;

    /// <summary>How many combinations are tried at most.</summary>
    public const int MostCombinations = 6;

    // A second form of a treatment is worth a trial when the first forms of the others are in.
    const int MostForms = 3;

    /// <summary>Single treatments of <paramref name="illness"/>: those whose predicted ledger does not help are left out.</summary>
    /// <remarks>
    /// Where theory holds and the illness is one of the ledger, those come first that theory expects to help; then, and where theory says
    /// nothing, the least invasive. Before all that, what answers the causes comes before what answers the illness alone, in place what keeps the
    /// network's answers before what does not. Every treatment's first form is chosen before any second one that answers as well.
    /// </remarks>
    /// <param name="recipe">What is ill.</param>
    /// <param name="illness">What ails it.</param>
    /// <param name="inPlace">Whether the network has learnt and goes on: only what <see cref="InPlace"/> lets through, and without a prognosis.</param>
    public static IReadOnlyList<Candidate> Singles(Recipe recipe, Illness illness, bool inPlace = false)
    {
        var all = Treatments(recipe, illness)
            .Where(treatment => !inPlace || InPlace.IsPossible(treatment))
            .Select(treatment => Of(recipe, new Combination(treatment), illness, inPlace))
            .Where(candidate => candidate.Expectation is not { MayHelp: false })
            .ToList();
        if (inPlace) all = [.. all.OrderBy(InPlace.Fit)];
        var chosen = all.GroupBy(candidate => candidate.Change.Id, StringComparer.Ordinal)
            .SelectMany(forms => InOrder(forms, inPlace).Take(MostForms).Select((form, place) => (form, place)))
            .OrderBy(entry => entry.place + Distance(entry.form, illness)).ThenBy(entry => Distance(entry.form, illness)).ThenBy(entry => Doubt(entry.form)).ThenBy(entry => all.IndexOf(entry.form))
            .Take(MostSingles).Select(entry => entry.form);
        var ordered = InOrder(chosen, inPlace);
        return Numbered(inPlace ? ordered : [.. ordered.OrderBy(candidate => Distance(candidate, illness))], after: 0);
    }

    /// <summary>The forms that answer the illness, and behind them those that answer the other errors: each form once.</summary>
    public static IEnumerable<ITreatment> Treatments(Recipe recipe, Illness illness) => illness.Others.Prepend(illness.Finding).SelectMany(finding => AllTreatments.For(recipe, finding)).Distinct();

    /// <summary>Combinations of two, then of three, of the changes that went farthest, each of another kind.</summary>
    /// <param name="recipe">What is ill.</param>
    /// <param name="illness">What ails it.</param>
    /// <param name="best">Single treatments, those first that went farthest.</param>
    /// <param name="after">The last number given to a candidate.</param>
    /// <param name="inPlace">As for <see cref="Singles"/>.</param>
    public static IReadOnlyList<Candidate> Combined(Recipe recipe, Illness illness, IReadOnlyList<Candidate> best, int after, bool inPlace = false)
    {
        var kinds = best.DistinctBy(candidate => candidate.Change.Id, StringComparer.Ordinal).Select(candidate => candidate.Change.Treatments[0]).Take(4).ToList();
        var pairs = from first in Enumerable.Range(0, kinds.Count) from second in Enumerable.Range(first + 1, kinds.Count - first - 1) select new[] { kinds[first], kinds[second] };
        ITreatment[][] triple = kinds.Count >= Combination.Most ? [[.. kinds.Take(Combination.Most)]] : [];
        var made = pairs.Take(MostCombinations - triple.Length).Concat(triple)
            .Select(parts => Of(recipe, new Combination(parts), illness, inPlace))
            .Where(candidate => candidate.Expectation is not { MayHelp: false } && candidate.Change.Treatments.All(part => HasEffect(recipe, candidate.Change, part)));
        return Numbered([.. made], after);
    }

    internal static Candidate Of(Recipe recipe, Combination change, Illness illness, bool inPlace)
    {
        var treated = change.ApplyTo(recipe);
        // A prognosis is of weights as they are drawn, and not of those that were learnt.
        var expectation = illness.IsOfTheLedger && !inPlace ? Expectation.Of(recipe, treated) : null;
        return new Candidate(0, change, treated, expectation) { KeepsFunction = !illness.IsOfTheLedger };
    }

    /// <summary>Whether a combination is more than the others of its parts.</summary>
    static bool HasEffect(Recipe recipe, Combination change, ITreatment part)
    {
        var others = change.Treatments.Where(other => other != part).ToArray();
        return others.Length == 0 || !new Combination(others).ApplyTo(recipe).Equals(change.ApplyTo(recipe));
    }

    static IReadOnlyList<Candidate> InOrder(IEnumerable<Candidate> candidates, bool inPlace) =>
        [.. candidates.OrderBy(Doubt).ThenBy(candidate => inPlace ? InPlace.Fit(candidate) : 0).ThenBy(candidate => candidate.Change.Invasiveness)];

    /// <summary>0 where it answers most of what causes the illness, or another error before anything else; 1 where it answers the illness alone.</summary>
    static int Distance(Candidate candidate, Illness illness)
    {
        var causes = illness.Finding.Causes;
        var answered = causes.Where(cause => candidate.Change.Treatments.Any(treatment => treatment.Answers.Contains(cause.Id, StringComparer.Ordinal))).Sum(cause => cause.Share);
        var isForAnother = candidate.Change.Treatments.Any(treatment => illness.Others.Any(other => string.Equals(treatment.Answers[0], other.Id, StringComparison.Ordinal)));
        return causes.Count == 0 || answered >= 0.5 || isForAnother ? 0 : 1;
    }

    /// <summary>0 where theory expects help, 1 where it has no say, 2 where it holds and expects nothing.</summary>
    static int Doubt(Candidate candidate) => candidate.Expectation switch
    {
        null => 1,
        { IsExpectedToHelp: true } => 0,
        { IsReserved: true } => 1,
        _ => 2,
    };

    internal static IReadOnlyList<Candidate> Numbered(IReadOnlyList<Candidate> candidates, int after) =>
        [.. candidates.Select((candidate, index) => candidate with { Number = after + index + 1 })];
}
