using System.Runtime.InteropServices;
using Fathom.Pictures.Drawing;
using Fathom.Runs;

namespace Fathom.Pictures.Kinds;

/// <summary>Layers down, steps to the right, colour for the decades of the gradient's norm.</summary>
static class GradientMap
{
    const string PictureId = "gradient-map";
    const string Title = "Gradient map";
    const int MostRows = 160;
    const int MostColumns = 600;

    /// <summary>A network whose gradients differ by less is even to the eye: a healthy map has one tone.</summary>
    const double LeastSpan = 6;

    public static Picture Draw(RunView view, Scheme scheme, int mostCells)
    {
        var layers = LayerRows.Of(view.Readings);
        if (layers.Count == 0) return Blank.Picture(PictureId, Title, "No reading of this run holds a layer's gradient yet.", scheme);

        var perRow = (layers.Count + MostRows - 1) / MostRows;
        var rows = layers.Chunk(perRow).Select(group => group.Length == 1 ? group[0] : $"{group[0]}..{group[^1]}").ToList();
        var columns = StepColumn.Of(view.Readings, Math.Clamp(mostCells / rows.Count, 12, MostColumns));
        var cells = Cells(columns, layers, perRow);

        var numbers = cells.SelectMany(column => column).Where(cell => cell.Kind == MagnitudeKind.Number).Select(cell => cell.Decades).ToList();
        var top = numbers.Count == 0 ? 0 : Math.Ceiling(numbers.Max()) + 0.0;
        var bottom = numbers.Count == 0 ? -LeastSpan : Math.Min(Math.Floor(numbers.Min()), top - LeastSpan);
        return new Picture
        {
            Id = PictureId,
            Title = Title,
            Description = Sentence(cells, rows),
            Option = Charts.Json(Option(view, Palette.Of(scheme), rows, layers, perRow, columns, cells, (bottom, top))),
            Table = Table(rows, columns, cells),
            Height = Height(rows.Count),
            Cap = Cap(perRow, view.Readings.Count, columns.Count),
        };
    }

    static Magnitude[][] Cells(IReadOnlyList<StepColumn> columns, IReadOnlyList<string> layers, int perRow)
    {
        var rowOf = layers.Select((layer, row) => (layer, row)).ToDictionary(pair => pair.layer, pair => pair.row, StringComparer.Ordinal);
        var all = columns.Select(column => column.Blocks.Select(block => LayerRows.Gradients(block, rowOf)).ToArray()).ToArray();
        var rows = (layers.Count + perRow - 1) / perRow;
        // Where each cell has one number, none is chosen.
        var middle = perRow == 1 && Array.TrueForAll(all, blocks => blocks.Length == 1) ? 0 : Middle(all);
        return Array.ConvertAll(all, blocks =>
        {
            var cells = new Magnitude[rows];
            Array.Fill(cells, Magnitude.Missing);
            foreach (var block in blocks)
                for (var layer = 0; layer < block.Length; layer++) cells[layer / perRow] = Magnitude.Worse(cells[layer / perRow], block[layer], middle);
            return cells;
        });
    }

    static int Height(int rows) => Math.Clamp(150 + 15 * rows, 260, 720);

    static double Middle(Magnitude[][][] all)
    {
        var numbers = new List<double>();
        foreach (var blocks in all)
            foreach (var block in blocks)
                foreach (var cell in block)
                    if (cell.Kind == MagnitudeKind.Number) numbers.Add(cell.Decades);
        return numbers.Count == 0 ? 0 : Order.At(CollectionsMarshal.AsSpan(numbers), numbers.Count / 2);
    }

    static object Option(
        RunView view, Palette palette, List<string> rows, IReadOnlyList<string> layers, int perRow, IReadOnlyList<StepColumn> columns, Magnitude[][] cells, (double Bottom, double Top) range)
    {
        var series = new List<object>
        {
            Series("gradient norm, log10", "fathom-cell", palette.Ink, palette.Ink, palette.Paper, Of(MagnitudeKind.Number, // A twentieth of a decade is less than the eye tells apart, and neighbours alike make small files.
                cell => [Math.Round(cell.Decades * 20) / 20])),
        };
        var legend = new List<string>();
        Add(MagnitudeKind.Nothing, "nothing left (exactly zero)", "fathom-stroke", palette.Nothing, palette.OnNothing);
        Add(MagnitudeKind.NotFinite, "not finite (NaN or infinite)", "fathom-cross", palette.Red, palette.Paper);

        var frames = view.Findings.Select(finding => (finding.Step, Rows: LayerRows.Range(finding.Place, layers))).Where(frame => frame.Rows is not null).Select(frame =>
            new double[] { Math.Max(frame.Step, columns[0].From), columns[^1].To, frame.Rows!.Value.First / perRow, frame.Rows.Value.Last / perRow }).Where(frame => frame[0] < frame[1]).ToList();
        if (frames.Count > 0)
        {
            legend.Add("place of a finding");
            series.Add(Series("place of a finding", "fathom-frame", palette.Ink, palette.Ink, palette.Paper, frames));
        }

        return new
        {
            animation = false,
            aria = new { enabled = false },
            tooltip = Charts.Tooltip(palette, tip: "cell"),
            legend = Charts.Legend(palette, legend, top: 30),
            grid = Charts.Grid(top: legend.Count > 0 ? 56 : 36),
            xAxis = Charts.StepAxis(palette, columns[0].From, columns[^1].To),
            yAxis = Charts.NameAxis(palette, "", rows, upright: true, interval: Charts.Interval(rows.Count, Height(rows.Count) - 110)),
            visualMap = Charts.ColourScale(palette, range, FormattableString.Invariant($"1e{range.Bottom:0}"), FormattableString.Invariant($"1e{range.Top:0} gradient norm")),
            series,
        };

        void Add(MagnitudeKind kind, string name, string shape, string colour, string ink)
        {
            var found = Of(kind, _ => []).ToList();
            if (found.Count == 0) return;
            legend.Add(name);
            series.Add(Series(name, shape, colour, ink, palette.Paper, found));
        }

        IEnumerable<double[]> Of(MagnitudeKind kind, Func<Magnitude, double[]> value)
        {
            // Column by column: what a run adds stands at the end, and a viewer who has the rest gets only that.
            for (var column = 0; column < columns.Count; column++)
                for (var row = 0; row < rows.Count; row++)
                    if (cells[column][row] is var cell && cell.Kind == kind) yield return [columns[column].From, columns[column].To, row, .. value(cell)];
        }
    }

    static object Series(string name, string shape, string colour, string ink, string paper, IEnumerable<double[]> data) => new
    {
        type = "custom", name, renderItem = shape, itemPayload = new { ink, paper }, progressive = 0, clip = true, itemStyle = new { color = colour },
        encode = Charts.Cells, data,
    };

    static string Sentence(Magnitude[][] cells, List<string> rows)
    {
        var last = cells[^1];
        var text = new List<string>();
        var numbered = Enumerable.Range(0, rows.Count).Where(row => last[row].Kind == MagnitudeKind.Number).ToList();
        if (numbered.Count > 0)
        {
            var (least, most) = (numbered.MinBy(row => last[row].Decades), numbered.MaxBy(row => last[row].Decades));
            var span = last[most].Decades - last[least].Decades;
            text.Add($"At the last reading the gradient norm runs from {last[least]} at {rows[least]} to {last[most]} at {rows[most]}: {span:0.0} decades apart.");
        }

        Add(MagnitudeKind.Nothing, "nothing is left (exactly zero)");
        Add(MagnitudeKind.NotFinite, "the gradient is not finite");
        if (text.Count == 0) text.Add("At the last reading no layer has a gradient.");
        return string.Join(' ', text);

        void Add(MagnitudeKind kind, string words)
        {
            var now = Enumerable.Range(0, rows.Count).Where(row => last[row].Kind == kind).ToList();
            var ever = Enumerable.Range(0, rows.Count).Count(row => cells.Any(column => column[row].Kind == kind));
            if (now.Count > 0) text.Add($"At {Say.Count(now.Count, "layer", "layers")} ({rows[now[0]]}{(now.Count > 1 ? $" to {rows[now[^1]]}" : "")}) {words}.");
            else if (ever > 0) text.Add($"Earlier, {words} at {Say.Count(ever, "layer", "layers")}.");
        }
    }

    static PictureTable Table(List<string> rows, IReadOnlyList<StepColumn> columns, Magnitude[][] cells) => new(
        ["layer", $"norm at step {columns[0].From}", $"norm at step {columns[^1].From}", "least", "greatest"],
        [.. rows.Select((name, row) =>
        {
            var line = cells.Select(column => column[row]).Where(cell => cell.Kind != MagnitudeKind.Missing).ToList();
            var numbers = line.Where(cell => cell.Kind == MagnitudeKind.Number).ToList();
            var least = line.Exists(cell => cell.Kind == MagnitudeKind.Nothing) ? Say.Nothing : numbers.Count == 0 ? Say.Missing : numbers.MinBy(cell => cell.Decades).ToString();
            var most = line.Exists(cell => cell.Kind == MagnitudeKind.NotFinite) ? Say.NotFinite : numbers.Count == 0 ? Say.Missing : numbers.MaxBy(cell => cell.Decades).ToString();
            return (IReadOnlyList<string>)[name, cells[0][row].ToString(), cells[^1][row].ToString(), least, most];
        })]);

    static string Cap(int perRow, int blocks, int columns) =>
        perRow == 1 && blocks == columns ? ""
        : $"Drawn in {columns} columns for {blocks} readings{(perRow > 1 ? $", and {perRow} layers to a row" : "")}: each cell shows the reading in it that lies furthest from the middle of the map; not finite comes before nothing left, and that before any number.";
}
