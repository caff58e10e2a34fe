using Fathom.Guards;

namespace Fathom.Lab.Training;

/// <summary>How often a guard did the same thing in a training.</summary>
/// <param name="First">The first time.</param>
/// <param name="Count">How often, at least 1.</param>
/// <param name="LastStep">The step of the last time.</param>
public sealed record GuardTally(GuardEvent First, long Count, long LastStep)
{
    /// <summary>The tallies with one more event; an event of a new kind comes last.</summary>
    internal static void Add(List<GuardTally> tallies, GuardEvent happened)
    {
        var place = tallies.FindIndex(tally => tally.First.Guard == happened.Guard && tally.First.Action == happened.Action);
        if (place < 0) tallies.Add(new GuardTally(happened, 1, happened.Step));
        else tallies[place] = tallies[place] with { Count = tallies[place].Count + 1, LastStep = happened.Step };
    }
}
