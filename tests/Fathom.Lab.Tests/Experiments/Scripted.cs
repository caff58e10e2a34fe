using Fathom.Lab.Tests.Cures;
using Fathom.Lab.Trials;

namespace Fathom.Lab.Tests.Experiments;

/// <summary>Trials for studies that take no time.</summary>
static class Scripted
{
    /// <summary>Whatever is trained learns, and nothing is found.</summary>
    public static ITrials Healthy => new ScriptedTrials(order => ScriptedTrials.Of(order, 0.4));

    /// <summary>The untreated has a vanishing gradient and stays there; the change that <paramref name="cures"/> accepts removes it.</summary>
    public static ScriptedTrials Vanishing(Func<TrialOrder, bool> cures) => new(order => order.Key.IsUntreated || !cures(order)
        ? ScriptedTrials.Of(order, 2.3 + (0.001 * order.Recipe.Seed), "vanishing-gradient")
        : ScriptedTrials.Of(order, 0.5 + (0.001 * order.Recipe.Seed)));
}
