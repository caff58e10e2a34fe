using Fathom.Lab.Cures;
using Fathom.Lab.Trials;
using Fathom.Recipes;
using Fathom.Treatments;

namespace Fathom.Lab.Experiments.CureArms;

/// <summary>Draws treatments by chance among all that Fathom knows for the illness, with Fathom's budget and proof: no order, no theory, no halving.</summary>
/// <remarks>
/// Each is run for as long as anything can be proved at; what is clearly better goes to proof at once. When all were drawn and budget is left, those
/// that live go on for twice as long, in the same order.
/// </remarks>
static class RandomChoice
{
    public static CuresArm Of(Recipe recipe, ITrials trials, CancellationToken cancellation)
    {
        var search = new ArmSearch(recipe, trials, new CureBudget(), cancellation);
        if (search.Illness is not { } illness) return search.Arm("Nothing was found.");
        var alive = Drawn([.. Candidates.Treatments(recipe, illness)], recipe.Seed).Select((treatment, index) => search.Candidate(index + 1, new Combination(treatment))).ToList();
        for (var length = search.Lengths.Proof; alive.Count > 0; length = search.Lengths.Longer(length))
        {
            foreach (var candidate in alive.ToList())
            {
                if (!search.Book.TryRun([search.Book.OrderUntreated(length), search.Book.Order(candidate, length)])) return search.Arm("The budget is spent.");
                var record = search.Judge(candidate, length);
                if ((record.IsClear || (length == search.Lengths.Whole && record.Standing == Standing.Better)) && search.Proves(candidate, length)) return search.Arm("");
                if (record.IsAlive) continue;
                search.Book.Release([candidate]);
                alive.Remove(candidate);
            }

            if (length == search.Lengths.Whole) break;
        }

        return search.Arm("Everything was tried.");
    }

    static IEnumerable<ITreatment> Drawn(IReadOnlyList<ITreatment> treatments, long seed)
    {
        var order = Enumerable.Range(0, treatments.Count).Select(index => (long)index).ToArray();
        new Chance(seed, "random treatments").Shuffle(order);
        return order.Select(index => treatments[(int)index]);
    }
}
