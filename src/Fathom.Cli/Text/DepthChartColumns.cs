using Fathom.Ledger;

namespace Fathom.Cli.Text;

/// <summary>The widths and scales of one depth chart; all of its lines share them.</summary>
sealed record DepthChartColumns
{
    const int KindWidth = 7;
    const int NumberWidth = 8;
    const int LongestName = 32;
    const int LeastBar = 6;
    const int WidestBar = 20;

    // Without a floor, a healthy network's few tenths of a decade would fill the page like an illness.
    const double LeastLinkScale = 0.5;
    const double LeastDepthScale = 4;

    public required int NameWidth { get; init; }

    /// <summary>Cells to the left of the axis, where gains below one are drawn; 0 where there are none.</summary>
    public required int ShrinkWidth { get; init; }

    public required int GrowthWidth { get; init; }

    /// <summary>Cells that show what is left; 0 where the page is too narrow.</summary>
    public required int DepthWidth { get; init; }

    /// <summary>The decades that fill a whole bar.</summary>
    public required double LinkScale { get; init; }

    public required double DepthScale { get; init; }

    int BarWidth => ShrinkWidth + 1 + GrowthWidth;

    public static DepthChartColumns For(ChainLedger ledger, int pageWidth)
    {
        var counted = ledger.Links.Where(link => link.Counts).Select(link => link.Decades).ToList();
        var names = ledger.Links.Select(link => link.Name.Length).Concat(ledger.Links.SelectMany(link => link.Ways).Select(way => way.Name.Length + 5));
        var nameWidth = Math.Clamp(names.DefaultIfEmpty(0).Max(), 6, LongestName);
        var sides = counted.Any(decades => decades < 0) && counted.Any(decades => decades > 0) ? 2 : 1;
        var room = pageWidth - (1 + nameWidth + 2 + KindWidth + 1 + NumberWidth + 1 + NumberWidth + 2 + 1 + 2 + NumberWidth + 2);
        var depth = room < 2 * LeastBar ? 0 : Math.Min(WidestBar, room / 2);
        var side = Math.Clamp((room - depth) / sides, LeastBar, sides == 2 ? WidestBar / 2 : WidestBar);
        return new()
        {
            NameWidth = nameWidth,
            ShrinkWidth = counted.Any(decades => decades < 0) ? side : 0,
            GrowthWidth = counted.Any(decades => decades > 0) ? side : 0,
            DepthWidth = depth,
            LinkScale = counted.Select(Math.Abs).Append(LeastLinkScale).Max(),
            DepthScale = Enumerable.Range(0, counted.Count).Select(index => Math.Abs(ledger.DecadesLeft(index))).Append(LeastDepthScale).Max(),
        };
    }

    public string Row(string name, string kind, string gain, string decades) =>
        $" {Fit(name).PadRight(NameWidth)}  {kind.PadRight(KindWidth)} {gain.PadLeft(NumberWidth)} {decades.PadLeft(NumberWidth)}  ";

    public string Heading(string left) => Title("shrinks", ShrinkWidth).PadLeft(ShrinkWidth + 1) + Title("grows", GrowthWidth).PadRight(GrowthWidth) + Left(left);

    public static string Left(string left) => "  " + left.PadLeft(NumberWidth) + "  ";

    public string Fold(string what) => (" " + what).PadRight(Row("", "", "", "").Length + BarWidth);

    public string EmptyBar(char axis) => new string(' ', ShrinkWidth) + axis + new string(' ', GrowthWidth);

    public string Bar(double decades, Glyphs glyphs)
    {
        var share = Math.Abs(decades) / LinkScale;
        var shrink = Text.Bar.Leftward(decades < 0 ? share : 0, ShrinkWidth, glyphs.Full, glyphs.RightHalf);
        var growth = Text.Bar.Rightward(decades > 0 ? share : 0, GrowthWidth, glyphs.Full, glyphs.LeftHalf);
        return shrink + glyphs.Axis + growth;
    }

    /// <summary>How far what is left lies from what set out: down in full cells, up in lighter ones.</summary>
    public string Depth(double decadesLeft, Glyphs glyphs)
    {
        var share = Math.Abs(decadesLeft) / DepthScale;
        return decadesLeft < 0
            ? Text.Bar.Rightward(share, DepthWidth, glyphs.Full, glyphs.LeftHalf)
            : Text.Bar.Rightward(share, DepthWidth, glyphs.Growth, glyphs.Growth);
    }

    static string Title(string title, int width) => title.Length <= width ? title : "";

    // The end of a long name says which layer it is; its start is shared by all of them.
    string Fit(string name) => name.Length <= NameWidth ? name : "~" + name[^(NameWidth - 1)..];
}
