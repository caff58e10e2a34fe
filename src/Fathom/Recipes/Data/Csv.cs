namespace Fathom.Recipes;

/// <summary>A table of numbers in a text file, one sample per row.</summary>
public sealed record Csv : TableData
{
    /// <summary>Whether the first row names the columns; null: it does where none of its fields is a number.</summary>
    public bool? Header { get; init; }

    /// <summary>What stands between the columns: one sign that can be no part of a number or a quoted text; default a comma.</summary>
    public char Separator
    {
        get;
        init => field = CanSeparate(value)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"Separator must be a sign such as , ; | or a tab, but was {value}.");
    } = ',';

    /// <summary>Whether <paramref name="sign"/> may stand between columns: a tab, or an ASCII sign that is no letter, digit, quote, dot, plus or minus.</summary>
    public static bool CanSeparate(char sign) =>
        sign == '\t' || (sign is >= ' ' and <= '~' && !char.IsAsciiLetterOrDigit(sign) && sign is not ('"' or '.' or '+' or '-'));
}
