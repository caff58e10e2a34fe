namespace Fathom.Lab.Recipes;

/// <summary>Finds what somebody who misspelt a name most likely meant.</summary>
public static class NearestName
{
    /// <summary>The name among <paramref name="known"/> that is the fewest slips away; null where none is near.</summary>
    /// <remarks>
    /// A slip is one letter added, dropped, changed, or swapped with its neighbour; near is at most one slip per three letters,
    /// and at least one. A name that the written one only cuts short, such as "sig" for "sigmoid", is near too.
    /// </remarks>
    public static string? Of(string written, IEnumerable<string> known)
    {
        if (written.Length is 0 or > 60) return null;
        var word = written.ToLowerInvariant();
        return known
            .Select(name => (name, slips: Slips(word, name.ToLowerInvariant())))
            .Where(candidate => candidate.slips <= Math.Min(word.Length - 1, Math.Max(1, Math.Max(word.Length, candidate.name.Length) / 3))
                || (word.Length >= 3 && candidate.name.StartsWith(word, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(candidate => candidate.slips)
            .Select(candidate => candidate.name)
            .FirstOrDefault();
    }

    // Optimal string alignment: Levenshtein's distance with swaps of neighbours.
    static int Slips(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) table[i, 0] = i;
        for (var j = 0; j <= right.Length; j++) table[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var change = left[i - 1] == right[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    best = Math.Min(best, table[i - 2, j - 2] + 1);
                table[i, j] = best;
            }
        }

        return table[left.Length, right.Length];
    }
}
