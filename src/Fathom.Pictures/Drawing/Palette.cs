namespace Fathom.Pictures.Drawing;

/// <summary>
/// The colours of one scheme. Lines and signs keep at least 3:1 against the paper and text 4.5:1 (WCAG 2.2, 1.4.3 and 1.4.11); the hues are those of Okabe
/// and Ito (2008), made darker or lighter until they do, so that they stay apart for the colour-blind.
/// </summary>
/// <remarks>No colour stands in a scheme twice: a report exchanges those of one scheme for those of the other by their text.</remarks>
sealed record Palette
{
    public required string Paper { get; init; }

    public required string Ink { get; init; }

    public required string Muted { get; init; }

    public required string Grid { get; init; }

    public required string Blue { get; init; }

    public required string Orange { get; init; }

    public required string Green { get; init; }

    public required string Purple { get; init; }

    public required string Red { get; init; }

    /// <summary>Of the band in which a prognosis expects the numbers.</summary>
    public required string Band { get; init; }

    /// <summary>Of a place where a gradient is exactly zero, and the stroke on it.</summary>
    public required string Nothing { get; init; }

    public required string OnNothing { get; init; }

    public static Palette Light { get; } = new()
    {
        Paper = "#ffffff", Ink = "#1c2733", Muted = "#566370", Grid = "#d9dfe5",
        Blue = "#0067a5", Orange = "#b54a00", Green = "#007a5a", Purple = "#8b3d84", Red = "#c01531",
        Band = "#cfe3f1", Nothing = "#e3e0da", OnNothing = "#5f5a51",
    };

    public static Palette Dark { get; } = new()
    {
        Paper = "#12171d", Ink = "#e7ecf1", Muted = "#a4b0bc", Grid = "#333d48",
        Blue = "#5ab4ea", Orange = "#f0a132", Green = "#3cc9a0", Purple = "#dc9ad3", Red = "#ff7080",
        Band = "#1d3d53", Nothing = "#4a4742", OnNothing = "#c9c3b8",
    };

    /// <summary>From small to large; the viridis of van der Walt and Smith (2015), even in lightness and for every kind of colour vision.</summary>
    public static IReadOnlyList<string> Sequence { get; } =
        ["#440154", "#482878", "#3e4989", "#31688e", "#26828e", "#1f9e89", "#35b779", "#6ece58", "#b5de2b", "#fde725"];

    /// <summary>The colours with the names of their CSS variables, in the same order for both schemes.</summary>
    public IReadOnlyList<(string Name, string Colour)> All =>
    [
        ("paper", Paper), ("ink", Ink), ("muted", Muted), ("grid", Grid), ("blue", Blue), ("orange", Orange), ("green", Green), ("purple", Purple),
        ("red", Red), ("band", Band), ("nothing", Nothing), ("on-nothing", OnNothing),
    ];

    /// <summary>Lines that stand beside each other, in order.</summary>
    public IReadOnlyList<string> Lines => [Blue, Orange, Green, Purple];

    public static Palette Of(Scheme scheme) => scheme == Scheme.Dark ? Dark : Light;
}
