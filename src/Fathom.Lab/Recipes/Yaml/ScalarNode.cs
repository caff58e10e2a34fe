namespace Fathom.Lab.Recipes;

sealed class ScalarNode(string text, bool isQuoted, int line, int column) : Node(line, column)
{
    const int MostShown = 40;

    public string Text => text;

    public bool IsQuoted => isQuoted;

    public override bool IsEmpty => !isQuoted && text is "" or "~" or "null";

    public override string Shown => IsEmpty ? "empty" : Shorten(text);

    public static string Shorten(string text)
    {
        var visible = string.Concat(text.Take(MostShown).Select(sign => char.IsControl(sign) ? '?' : sign));
        return text.Length > MostShown ? visible + "…" : visible.Length == 0 ? "an empty text" : visible;
    }
}
