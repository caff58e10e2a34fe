using Fathom.Lab.Recipes;
using Fathom.Pictures;
using Fathom.Prognoses;
using Fathom.Runs;

namespace Fathom.Web.Live;

/// <summary>What theory expects of a run's network before it is trained.</summary>
/// <param name="Band">Behind the depth profile; null where theory says nothing of this recipe.</param>
sealed record Expectation(DepthBand? Band)
{
    static readonly Expectation None = new((DepthBand?)null);

    public static Expectation Of(RunView? view)
    {
        if (view is null || view.Recipe.Length == 0) return None;
        try
        {
            return new(DepthBand.Of(Prognosis.Of(RecipeFile.Parse(view.Recipe, view.Manifest.Name))));
        }
        catch (Exception failure) when (failure is RecipeException or ArgumentException or NotSupportedException or ArithmeticException)
        {
            // A recipe of another version, or one that theory does not reach: the run is shown without a band.
            return None;
        }
    }
}
