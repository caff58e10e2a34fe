namespace Fathom.Lab.Cures;

/// <summary>A line of a textual difference.</summary>
/// <param name="Sign">'-' where only the old text has the line, '+' where only the new one, a blank where both do.</param>
/// <param name="Text">The line.</param>
public readonly record struct DiffLine(char Sign, string Text)
{
    /// <summary>All lines of two texts, those that only one of them has marked: the fewest marks that do.</summary>
    public static IReadOnlyList<DiffLine> Between(string before, string after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (old, latest) = (Lines(before), Lines(after));
        // The longest common subsequence, by the usual table over both texts' rests.
        var common = new int[old.Length + 1, latest.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
            for (var j = latest.Length - 1; j >= 0; j--)
                common[i, j] = old[i] == latest[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);

        var lines = new List<DiffLine>();
        var (left, right) = (0, 0);
        while (left < old.Length || right < latest.Length)
        {
            var isCommon = left < old.Length && right < latest.Length && old[left] == latest[right];
            var isOld = left < old.Length && (right == latest.Length || common[left + 1, right] >= common[left, right + 1]);
            if (isCommon) lines.Add(new(' ', old[left]));
            else if (isOld) lines.Add(new('-', old[left]));
            else lines.Add(new('+', latest[right]));
            if (isCommon || isOld) left++;
            if (isCommon || !isOld) right++;
        }

        return lines;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Sign} {Text}".TrimEnd();

    static string[] Lines(string text) => text.TrimEnd('\n').Split('\n');
}
