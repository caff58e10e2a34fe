using Spectre.Console;

namespace Fathom.Cli.Text;

/// <summary>Writes styled lines that break at words and keep their indent.</summary>
sealed class Page
{
    readonly IAnsiConsole _console;
    readonly int _width;

    public Page(Terminal terminal)
    {
        _width = terminal.Width;
        Glyphs = Glyphs.For(terminal);
        _console = AnsiConsole.Create(new()
        {
            Ansi = terminal.Colors ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = terminal.Colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(terminal.Out),
        });

        // Lines are broken here, where indents are known, and never by the console.
        _console.Profile.Width = 10_000;
    }

    public static Style Plain { get; } = Style.Plain;

    public static Style Strong { get; } = new(decoration: Decoration.Bold);

    public static Style Faint { get; } = new(decoration: Decoration.Dim);

    public static Style Doubtful { get; } = new(Color.Yellow);

    public Glyphs Glyphs { get; }

    public int Width => _width;

    public void Blank() => _console.WriteLine();

    public void Line(string text, Style? style = null) => Line((text, style ?? Plain));

    public void Line(params ReadOnlySpan<(string Text, Style Style)> pieces)
    {
        var line = new Paragraph();
        for (var piece = 0; piece < pieces.Length; piece++)
        {
            // No line ends in spaces: they show in diffs of recorded output.
            var text = piece == pieces.Length - 1 ? pieces[piece].Text.TrimEnd() : pieces[piece].Text;
            line.Append(text, pieces[piece].Style);
        }

        _console.Write(line);
        _console.WriteLine();
    }

    /// <summary>A paragraph whose first line starts with <paramref name="lead"/> and whose others are indented as deep.</summary>
    public void Prose(string lead, string text, Style? style = null)
    {
        var room = Math.Max(20, _width - lead.Length);
        var start = lead;
        foreach (var line in Broken(text, room))
        {
            Line((start, Plain), (line, style ?? Plain));
            start = new string(' ', lead.Length);
        }
    }

    static IEnumerable<string> Broken(string text, int room)
    {
        var line = "";
        foreach (var word in text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > room)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
