namespace Fathom.Cli;

/// <summary>An illness's page of docs/diagnoses, as it ships inside.</summary>
/// <param name="Id">The illness.</param>
/// <param name="Text">The page, in Markdown.</param>
sealed record IllnessPage(string Id, string Text)
{
    const string Prefix = "Fathom.Illnesses.";
    const string Suffix = ".md";

    /// <summary>All of them in alphabetical order.</summary>
    public static IReadOnlyList<IllnessPage> All { get; } =
    [
        .. typeof(IllnessPage).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new IllnessPage(name[Prefix.Length..^Suffix.Length], Read(name))),
    ];

    /// <summary>Where the page is in the repository.</summary>
    public string Path => $"docs/diagnoses/{Id}.md";

    /// <summary>What the illness is, in one line without markup.</summary>
    public string Meaning
    {
        get
        {
            var paragraph = Text.ReplaceLineEndings("\n").Split("\n\n").FirstOrDefault(part => part.StartsWith("**", StringComparison.Ordinal)) ?? Id;
            var said = paragraph[(paragraph.IndexOf("**", 2, StringComparison.Ordinal) is var end and > 0 ? end + 2 : 0)..];
            return said.Replace('\n', ' ').Replace("*", "", StringComparison.Ordinal).Replace("`", "", StringComparison.Ordinal).Trim();
        }
    }

    /// <summary>The first sentence of <see cref="Meaning"/>.</summary>
    public string Gist => Meaning.IndexOf(". ", StringComparison.Ordinal) is var end and >= 0 ? Meaning[..(end + 1)] : Meaning;

    static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(IllnessPage).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
