using System.Text;

namespace Fathom.Cli;

/// <summary>Where the program writes, and what the reader's side can show.</summary>
sealed record Terminal
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>True where a person can answer a question.</summary>
    public bool Answers { get; init; }

    public bool Colors { get; init; }

    public bool Unicode { get; init; } = true;

    /// <summary>True where a person watches the error stream, so that a line may be redrawn there.</summary>
    public bool ErrorIsWatched { get; init; }

    public int Width { get; init; } = 100;

    public static Terminal OfProcess()
    {
        var dumb = Environment.GetEnvironmentVariable("TERM") == "dumb";
        var noColor = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new()
        {
            Out = Console.Out,
            Error = Console.Error,
            In = Console.In,
            Answers = !Console.IsInputRedirected && !Console.IsErrorRedirected,
            Colors = !Console.IsOutputRedirected && !noColor && !dumb,
            Unicode = SpeaksUnicode(Console.OutputEncoding, LocaleOfProcess()),
            ErrorIsWatched = !Console.IsErrorRedirected && !dumb,
            Width = Console.IsOutputRedirected ? 100 : Math.Clamp(Console.WindowWidth, 40, 140),
        };
    }

    /// <summary>False where the encoding or a locale that was set says otherwise; an unset locale says nothing.</summary>
    public static bool SpeaksUnicode(Encoding encoding, string? locale) =>
        encoding.CodePage == Encoding.UTF8.CodePage
        && (string.IsNullOrEmpty(locale)
            || OperatingSystem.IsWindows()
            || locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase)
            || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase));

    // The order in which POSIX resolves the character type of a locale.
    static string? LocaleOfProcess() =>
        ((string[])["LC_ALL", "LC_CTYPE", "LANG"]).Select(Environment.GetEnvironmentVariable).FirstOrDefault(locale => !string.IsNullOrEmpty(locale));
}
