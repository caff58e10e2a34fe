namespace Fathom.Cli.Text;

/// <summary>The characters that charts are drawn with.</summary>
sealed record Glyphs
{
    public static Glyphs Unicode { get; } = new();

    public static Glyphs Ascii { get; } = new()
    {
        Full = '#', RightHalf = ' ', LeftHalf = ' ', Axis = '|', Growth = '+', Arrow = "->", Times = "x", Dots = "...", Rule = '-',
    };

    public char Full { get; private init; } = '█';

    public char RightHalf { get; private init; } = '▐';

    public char LeftHalf { get; private init; } = '▌';

    public char Axis { get; private init; } = '│';

    public char Growth { get; private init; } = '▒';

    public string Arrow { get; private init; } = "→";

    public string Times { get; private init; } = "×";

    public string Dots { get; private init; } = "…";

    public char Rule { get; private init; } = '─';

    public static Glyphs For(Terminal terminal) => terminal.Unicode ? Unicode : Ascii;
}
