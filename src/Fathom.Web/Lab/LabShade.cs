namespace Fathom.Web.Lab;

/// <summary>The colour of a place by how much of the gradient arrives there: a class of the style sheet, never a colour alone, for line widths and numbers tell the same.</summary>
/// <param name="Class">The class.</param>
/// <param name="Label">What it means.</param>
public sealed record LabShade(string Class, string Label)
{
    /// <summary>All shades, from the loudest to nothing; what the legend shows.</summary>
    public static IReadOnlyList<LabShade> All { get; } =
    [
        new("grow3", "× 1,000 and more"),
        new("grow2", "× 100"),
        new("grow1", "× 10"),
        new("level", "level"),
        new("fade1", "1/10"),
        new("fade2", "1/100"),
        new("fade3", "1e-3"),
        new("fade4", "1e-4"),
        new("fade5", "1e-5"),
        new("fade6", "1e-6"),
        new("fade7", "1e-7 and less"),
        new("nothing", "nothing left"),
        new("unknown", "no number"),
    ];

    /// <summary>The shade of log10 of a share.</summary>
    public static LabShade Of(double decades) => All[decades switch
    {
        double.NaN => 12,
        double.NegativeInfinity => 11,
        _ => 3 - (int)Math.Clamp(Math.Round(decades, MidpointRounding.AwayFromZero), -7, 3),
    }];
}
