using Fathom.Lab.Datasets;

namespace Fathom.Web.Lab;

/// <summary>A few samples of each data set to look at before anything is trained; each is drawn once.</summary>
static class LabPreviews
{
    static readonly System.Collections.Concurrent.ConcurrentDictionary<string, DataPreview> Known = new(StringComparer.Ordinal);

    public static DataPreview Of(LabState state)
    {
        // Of sequences the preview shows short ones: what is asked does not depend on the length.
        var shown = state with { Length = 24, Standardize = false, Seed = 1 };
        return Known.GetOrAdd(state.Data, _ => DataPreview.Of(LabRecipe.DataOf(shown), shown.Seed));
    }
}
