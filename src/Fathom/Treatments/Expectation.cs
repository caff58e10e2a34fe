using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>What theory expects a treatment to do to the ledger before anything is trained.</summary>
/// <param name="Before">The decades between last and first layer as the recipe stands.</param>
/// <param name="After">The decades with the treatment.</param>
/// <param name="IsReserved">True where theory holds for one of the two only roughly, or not at all.</param>
public sealed record Expectation(Band Before, Band After, bool IsReserved)
{
    /// <summary>A gradient that changes by less than this over the whole network is level for all purposes, in decades.</summary>
    public const double Level = 0.5;

    /// <summary>By how many decades the gradient comes nearer to being level; negative where it goes farther away.</summary>
    public double Gain => Math.Abs(Clamp(Before.Middle)) - Math.Abs(Clamp(After.Middle));

    /// <summary>False only where theory holds and says that the treatment leaves the gradient farther from level than it was.</summary>
    public bool MayHelp => IsReserved || Gain > -Level;

    /// <summary>Whether theory expects the gradient to come nearer to being level by more than <see cref="Level"/>.</summary>
    public bool IsExpectedToHelp => Gain > Level;

    /// <summary>What theory expects of <paramref name="treated"/> beside <paramref name="recipe"/>.</summary>
    public static Expectation Of(Recipe recipe, Recipe treated)
    {
        var before = Prognosis.Of(recipe);
        var after = Prognosis.Of(treated);
        return new Expectation(before.TotalDecades, after.TotalDecades, before.Reservations.Count + after.Reservations.Count > 0);
    }

    // Nothing left at all is as far from level as any number can be.
    static double Clamp(double decades) => double.IsNaN(decades) ? 0 : Math.Clamp(decades, -1e6, 1e6);
}
