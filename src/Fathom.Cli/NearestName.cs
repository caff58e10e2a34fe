namespace Fathom.Cli;

/// <summary>What somebody may have meant.</summary>
static class NearestName
{
    /// <summary>The known name that differs from <paramref name="written"/> by few letters; null where none is near.</summary>
    public static string? Of(string written, IEnumerable<string> known) =>
        known.Select(name => (Name: name, Edits: Edits(written, name)))
            .Where(candidate => candidate.Edits <= Math.Max(1, candidate.Name.Length / 3))
            .OrderBy(candidate => candidate.Edits)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();

    public static string Question(string written, IEnumerable<string> known) =>
        Of(written, known) is { } name ? $" Did you mean {name}?" : "";

    // Damerau and Levenshtein, the restricted form: neighbours that changed places are one mistake, not two.
    static int Edits(string left, string right)
    {
        var edits = new int[left.Length + 1, right.Length + 1];
        for (var row = 0; row <= left.Length; row++) edits[row, 0] = row;
        for (var column = 0; column <= right.Length; column++) edits[0, column] = column;
        for (var row = 1; row <= left.Length; row++)
        {
            for (var column = 1; column <= right.Length; column++)
            {
                var same = left[row - 1] == right[column - 1];
                var fewest = Math.Min(edits[row - 1, column], edits[row, column - 1]) + 1;
                fewest = Math.Min(fewest, edits[row - 1, column - 1] + (same ? 0 : 1));
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                    fewest = Math.Min(fewest, edits[row - 2, column - 2] + 1);
                edits[row, column] = fewest;
            }
        }

        return edits[left.Length, right.Length];
    }
}
