using Fathom.Ledger;
using Fathom.Recipes;

namespace Fathom.Prognoses;

/// <summary>Translates poolings.</summary>
static class PoolReader
{
    const string Alike = "how alike the numbers of one window are is not known; they are taken to be independent";

    public static Stage StageOf(LayerPlace place)
    {
        var window = place.Layer is Pool pool ? Math.Pow(pool.Kernel, place.Input.Count - 1) : NetworkReader.Count(place.Input) / place.Input[0];
        return place.Layer switch
        {
            MaxPool or GlobalMaxPool => new MaxoutStage(place.Name, (int)Math.Min(window, int.MaxValue), LinkKind.Pool) { Doubt = window > 1 ? Alike : null },
            AvgPool or GlobalAvgPool => new AverageStage(place.Name, window),
            _ => new UnknownStage(place.Name, LinkKind.Pool),
        };
    }
}
