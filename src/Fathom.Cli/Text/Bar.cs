namespace Fathom.Cli.Text;

/// <summary>Amounts drawn as lengths.</summary>
static class Bar
{
    /// <summary>A bar from the left, as long as <paramref name="share"/> of the width; anything above zero shows at least half a cell.</summary>
    public static string Rightward(double share, int width, char full, char half)
    {
        var halves = Halves(share, width);
        return (new string(full, halves / 2) + (halves % 2 == 1 ? half : "")).PadRight(width);
    }

    /// <summary>A bar that grows to the left from its right end.</summary>
    public static string Leftward(double share, int width, char full, char half)
    {
        var halves = Halves(share, width);
        return ((halves % 2 == 1 ? half : "") + new string(full, halves / 2)).PadLeft(width);
    }

    static int Halves(double share, int width) =>
        share > 0 && width > 0 ? Math.Clamp((int)Math.Round(share * width * 2), 1, width * 2) : 0;
}
