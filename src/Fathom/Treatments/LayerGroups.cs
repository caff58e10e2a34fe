using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Finds what belongs to one layer of weights: the normalisation, activation and dropout behind it, or before it where a row begins with them.</summary>
static class LayerGroups
{
    /// <summary>How many layers from <paramref name="start"/> on are one group; 0 where none begins there.</summary>
    public static int LengthAt(IReadOnlyList<Layer> row, int start)
    {
        var end = start;
        while (end < row.Count && IsCompanion(row[end])) end++;
        if (end == row.Count || row[end] is not (AffineLayer or Maxout)) return 0;
        end++;
        // Behind layers that come after their own activation stands the next one's.
        if (end - start > 1) return end - start;
        while (end < row.Count && IsCompanion(row[end])) end++;
        return end - start;
    }

    static bool IsCompanion(Layer layer) => layer is Normalization or RandomDrop or (Activation and not (Softmax or LogSoftmax));
}
