using System.Buffers.Binary;

namespace Fathom.Store;

/// <summary>Values in the form that every server takes and gives back unchanged.</summary>
static class Storable
{
    /// <summary>Without what PostgreSQL refuses in text: the letter zero, and halves of surrogate pairs.</summary>
    public static string Text(string text)
    {
        var whole = text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;
        for (var at = 0; at < whole.Length; at++)
        {
            if (!char.IsSurrogate(whole[at])) continue;
            if (char.IsHighSurrogate(whole[at]) && at + 1 < whole.Length && char.IsLowSurrogate(whole[at + 1])) at++;
            else whole = string.Concat(whole.AsSpan(0, at), "\uFFFD", whole.AsSpan(at + 1));
        }

        return whole;
    }

    /// <summary>For comparisons that ignore case, the same on every server.</summary>
    public static string Folded(string text) => Text(text).ToLowerInvariant();

    /// <summary>SQLite has no NaN: it is stored as no number.</summary>
    public static double? Number(double number) => double.IsNaN(number) ? null : number;

    public static byte[] Numbers(IReadOnlyList<double> numbers)
    {
        var bytes = new byte[numbers.Count * sizeof(double)];
        for (var i = 0; i < numbers.Count; i++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), numbers[i]);
        return bytes;
    }

    public static double[] Numbers(byte[] bytes)
    {
        var numbers = new double[bytes.Length / sizeof(double)];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)));
        return numbers;
    }

    /// <summary>Each between line breaks, so that a whole tag can be found in the text.</summary>
    public static string Tags(IReadOnlyList<string> tags) => tags.Count == 0 ? "" : $"\n{string.Join('\n', tags)}\n";

    public static string[] Tags(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
