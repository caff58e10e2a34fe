namespace Fathom.Lab.Modules;

/// <summary>Matches the layers of two networks in order.</summary>
static class LayerMatching
{
    // A match counts more than any name, and of equally many matches those with the same names count.
    const int Match = 2;
    const int SameName = 1;

    /// <summary>The pairs that fit, as many as keep the order.</summary>
    /// <remarks>The longest common subsequence, by Needleman and Wunsch's recursion (1970), behind what both begin and end with.</remarks>
    public static IReadOnlyList<(LearningLayer Old, LearningLayer Present)> Of(IReadOnlyList<LearningLayer> old, IReadOnlyList<LearningLayer> present)
    {
        var first = 0;
        while (first < Math.Min(old.Count, present.Count) && IsSame(old[first], present[first])) first++;
        var last = 0;
        while (last < Math.Min(old.Count, present.Count) - first && IsSame(old[^(last + 1)], present[^(last + 1)])) last++;
        LearningLayer[] left = [.. old.Skip(first).Take(old.Count - first - last)], right = [.. present.Skip(first).Take(present.Count - first - last)];
        return [.. old.Take(first).Zip(present), .. Between(left, right), .. old.TakeLast(last).Zip(present.TakeLast(last))];
    }

    static bool IsSame(LearningLayer old, LearningLayer present) => old.OwnName == present.OwnName && old.Fits(present);

    static IEnumerable<(LearningLayer Old, LearningLayer Present)> Between(LearningLayer[] old, LearningLayer[] present)
    {
        var best = new int[old.Length + 1, present.Length + 1];
        for (var row = old.Length - 1; row >= 0; row--)
        {
            for (var column = present.Length - 1; column >= 0; column--)
                best[row, column] = Math.Max(Worth(old[row], present[column]) is > 0 and var worth ? worth + best[row + 1, column + 1] : 0, Math.Max(best[row + 1, column], best[row, column + 1]));
        }

        for (int row = 0, column = 0; row < old.Length && column < present.Length;)
        {
            if (Worth(old[row], present[column]) is > 0 and var worth && best[row, column] == worth + best[row + 1, column + 1]) yield return (old[row++], present[column++]);
            else if (best[row, column] == best[row + 1, column]) row++;
            else column++;
        }
    }

    static int Worth(LearningLayer old, LearningLayer present) => !old.Fits(present) ? 0 : Match + (old.OwnName == present.OwnName ? SameName : 0);
}
