using System.Globalization;
using Fathom.Ledger;
using Spectre.Console;

namespace Fathom.Cli.Text;

/// <summary>The chain-rule ledger, one line per link, drawn from the loss down to the first layer.</summary>
sealed class DepthChart
{
    const int MostLines = 60;
    static readonly Style Shrinks = new(Color.Teal);
    static readonly Style Grows = new(Color.Red);
    readonly Page _page;
    readonly ChainLedger _ledger;
    readonly IReadOnlyList<LedgerRow> _rows;
    readonly DepthChartColumns _columns;
    readonly bool _full;

    /// <summary>A chart that folds long ledgers; where <paramref name="full"/>, it shows every link and those along the ways too.</summary>
    public DepthChart(Page page, ChainLedger ledger, bool full)
    {
        (_page, _ledger, _full) = (page, ledger, full);
        var lines = ledger.Links.Sum(link => 1 + link.Ways.Count);
        _rows = full || lines <= MostLines ? LedgerRow.All(ledger) : LedgerFolds.Of(ledger);
        _columns = DepthChartColumns.For(ledger, page.Width);
    }

    public void Write()
    {
        _page.Line(_columns.Row("link", "kind", "gain", "decades") + _columns.Heading("left"), Page.Strong);
        _page.Line(_columns.Row("loss", "loss", "-", "-") + _columns.EmptyBar(_page.Glyphs.Axis) + DepthChartColumns.Left("1.0e+0"));
        foreach (var row in _rows)
        {
            if (row.IsFold) WriteFold(row);
            else WriteLink(row.First);
        }

        _page.Line(" " + Sum(_ledger), Page.Strong);
        if (_ledger.End != LedgerEnd.Complete) _page.Prose(" ", End(_ledger));
    }

    /// <summary>"sum: -17.0 decades, of which slopes -12.2, weights -4.8", the largest part first.</summary>
    public static string Sum(ChainLedger ledger)
    {
        var parts = ledger.DecadesByKind.OrderByDescending(kind => Math.Abs(kind.Value)).ThenBy(kind => kind.Key)
            .Select(kind => $"{Plural(kind.Key)} {Number.Decades(kind.Value, 1)}").ToList();
        return $"sum: {Number.Decades(ledger.TotalDecades, 1)} decades{(parts.Count > 0 ? ", of which " : "")}{string.Join(", ", parts)}";
    }

    static string End(ChainLedger ledger)
    {
        var place = ledger.Links[^1].Name;
        return ledger.End == LedgerEnd.NothingLeft
            ? $"Nothing is left below float32 at {place}: its gradient is exactly zero, and no link beyond it can be counted."
            : $"The gradient at {place} is not finite: no link beyond it can be counted.";
    }

    static string Plural(LinkKind kind) => kind switch
    {
        LinkKind.Weight => "weights",
        LinkKind.Slope => "slopes",
        LinkKind.Norm => "norms",
        LinkKind.Skip => "skips",
        LinkKind.Pool => "pools",
        _ => Name(kind),
    };

    static string Name(LinkKind kind) => kind.ToString().ToLowerInvariant();

    void WriteLink(int index)
    {
        var link = _ledger.Links[index];
        if (link.Counts)
        {
            var row = _columns.Row(link.Name, Name(link.Kind), Number.Factor(link.Gain), Number.Decades(link.Decades));
            var left = _ledger.DecadesLeft(index);
            _page.Line(
                (row, Page.Plain),
                (_columns.Bar(link.Decades, _page.Glyphs), StyleOf(link.Decades)),
                (DepthChartColumns.Left(Number.PowerOfTen(left)), Page.Plain),
                (_columns.Depth(left, _page.Glyphs), StyleOf(left)));
        }
        else
        {
            var nothing = link.Gain == 0;
            var row = _columns.Row(link.Name, Name(link.Kind), nothing ? "0" : "-", "-") + _columns.EmptyBar(_page.Glyphs.Axis);
            _page.Line((row, Page.Plain), ("  " + (nothing ? "nothing left below float32" : "not finite"), Grows));
        }

        foreach (var way in link.Ways) WriteWay(way);
    }

    void WriteWay(Way way)
    {
        _page.Line(_columns.Row("  by " + way.Name, "", Number.Factor(way.Gain), DecadesOf(way.Gain)), Page.Faint);
        if (!_full) return;
        foreach (var link in way.Links)
            _page.Line(_columns.Row("    " + link.Name, Name(link.Kind), Number.Factor(link.Gain), DecadesOf(link.Gain)), Page.Faint);
    }

    void WriteFold(LedgerRow row)
    {
        var links = _ledger.Links.Skip(row.First).Take(row.Count).ToList();
        var decades = links.Sum(link => link.Decades);
        var left = _ledger.DecadesLeft(row.Last);
        var times = (row.Count / row.Period).ToString(CultureInfo.InvariantCulture);
        var what = $"{_page.Glyphs.Dots} {times} {_page.Glyphs.Times} {row.Period} links like these, {links[0].Name} to {links[^1].Name}: {Number.Decades(decades)}";
        _page.Line(
            (_columns.Fold(what), Page.Faint),
            (DepthChartColumns.Left(Number.PowerOfTen(left)), Page.Plain),
            (_columns.Depth(left, _page.Glyphs), StyleOf(left)));
    }

    static string DecadesOf(double gain) => gain > 0 && double.IsFinite(gain) ? Number.Decades(Math.Log10(gain)) : "-";

    static Style StyleOf(double decades) => decades < 0 ? Shrinks : Grows;
}
