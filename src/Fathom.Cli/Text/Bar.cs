namespace Fathom.Cli.Text;

/// <summary>Amounts drawn as lengths.</summary>
static class Bar
{
    /// <summary>A bar from the left, of <paramref name="cells"/> rounded to halves; anything above zero shows at least half a cell.</summary>
    public static string Rightward(double cells, int width, char full, char half)
    {
        var halves = Halves(cells, width);
        return (new string(full, halves / 2) + (halves % 2 == 1 ? half : "")).PadRight(width);
    }

    /// <summary>A bar that grows to the left from its right end.</summary>
    public static string Leftward(double cells, int width, char full, char half)
    {
        var halves = Halves(cells, width);
        return ((halves % 2 == 1 ? half : "") + new string(full, halves / 2)).PadLeft(width);
    }

    static int Halves(double cells, int width) =>
        cells > 0 && width > 0 ? Math.Clamp((int)Math.Round(cells * 2), 1, width * 2) : 0;
}
