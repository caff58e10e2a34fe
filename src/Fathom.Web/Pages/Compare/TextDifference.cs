namespace Fathom.Web.Pages.Compare;

/// <summary>One line of two texts laid over each other.</summary>
/// <param name="Sign">"-" where only the left text has it, "+" where only the right one has, " " where both do.</param>
/// <param name="Text">The line.</param>
sealed record TextDifference(char Sign, string Text)
{
    const int MostLines = 2000;

    public string Class => Sign switch { '-' => "removed", '+' => "added", _ => "same" };

    /// <summary>By the longest common subsequence of lines; of very long texts, the first lines.</summary>
    public static IReadOnlyList<TextDifference> Of(string left, string right)
    {
        var (one, other) = (Lines(left), Lines(right));
        var common = new int[one.Length + 1, other.Length + 1];
        for (var i = one.Length - 1; i >= 0; i--)
        {
            for (var j = other.Length - 1; j >= 0; j--)
                common[i, j] = one[i] == other[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var lines = new List<TextDifference>();
        for (int i = 0, j = 0; i < one.Length || j < other.Length;)
        {
            if (i < one.Length && j < other.Length && one[i] == other[j])
            {
                lines.Add(new(' ', one[i]));
                (i, j) = (i + 1, j + 1);
            }
            else if (i < one.Length && (j == other.Length || common[i + 1, j] >= common[i, j + 1])) lines.Add(new('-', one[i++]));
            else lines.Add(new('+', other[j++]));
        }

        return lines;
    }

    static string[] Lines(string text) => [.. text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Take(MostLines)];
}
