using System.Globalization;
using Fathom.Diagnoses;
using Fathom.Runs;

namespace Fathom.Web.Lab;

/// <summary>A network as it is drawn: columns of nodes, the ways between them, and skips around.</summary>
public sealed record NetworkDrawing
{
    const int MostNodes = 6;
    const int MostColumns = 61;
    const double Top = 34;
    const double NodeGap = 17;

    /// <summary>The columns from left to right; the last one is the output.</summary>
    public required IReadOnlyList<DrawnColumn> Columns { get; init; }

    /// <summary>From which column to which the skips lead.</summary>
    public IReadOnlyList<(int From, int To)> Skips { get; init; } = [];

    /// <summary>Whether columns are time steps.</summary>
    public bool IsTime { get; init; }

    /// <summary>Whether the numbers were measured in a training, at <see cref="Step"/>, or are what theory expects.</summary>
    public bool IsMeasured { get; init; }

    /// <summary>The step of the numbers, where they were measured.</summary>
    public long Step { get; init; }

    /// <summary>How far apart columns stand.</summary>
    public double Gap { get; init; }

    /// <summary>How wide it is.</summary>
    public double Width => Columns[^1].X + 34;

    /// <summary>How high it is.</summary>
    public static double Height => Top + MostNodes * NodeGap + 40;

    /// <summary>At every which column a number stands below.</summary>
    public int LabelEvery => Math.Max(1, (int)Math.Ceiling(34 / Gap));

    /// <summary>What theory expects.</summary>
    public static NetworkDrawing Of(LabState state, LabOutlook outlook)
    {
        ArgumentNullException.ThrowIfNull(outlook);
        var reference = Reference(outlook).Left.Middle;
        return Draw(state, outlook, point => point.Left.Middle - (double.IsFinite(reference) ? reference : 0), []);
    }

    /// <summary>What was measured last; null where nothing was yet.</summary>
    public static NetworkDrawing? Measured(LabState state, LabOutlook outlook, RunView view)
    {
        ArgumentNullException.ThrowIfNull(outlook);
        ArgumentNullException.ThrowIfNull(view);
        if (view.Readings.Count == 0) return null;
        var reading = view.Readings[^1];
        var norms = Norms(reading.Places);
        var reference = Norm(norms, Reference(outlook).Place);
        if (!(reference > 0) || !double.IsFinite(reference)) return null;
        return Draw(state, outlook, point => Norm(norms, point.Place) is var norm && norm == 0 ? double.NegativeInfinity : Math.Log10(norm / reference), view.Findings)
            with { IsMeasured = true, Step = reading.LastStep };
    }

    /// <summary>What all columns are compared with: the last hidden layer or time step, and the output where there is one hidden layer only.</summary>
    static LabPoint Reference(LabOutlook outlook) => outlook.Profile[outlook.Profile.Count > 2 ? ^2 : ^1];

    static NetworkDrawing Draw(LabState state, LabOutlook outlook, Func<LabPoint, double> decades, IReadOnlyList<Finding> findings)
    {
        var points = outlook.Profile;
        // Of many time steps every second or third is drawn, the last ones always.
        var stride = (points.Count + MostColumns - 1) / MostColumns;
        var shown = points.Where((_, index) => (points.Count - 1 - index) % stride == 0).ToList();
        var gap = Math.Clamp(880.0 / Math.Max(1, shown.Count - 1), 15, 96);
        var columns = shown.Select((point, index) => Column(state, point, 30 + index * gap, decades(point), isOutput: index == shown.Count - 1)).ToList();
        return new()
        {
            Columns = [.. columns.Select((column, index) => column with { Finding = FindingAt(points, shown[index], findings) })],
            Skips = Around(state),
            IsTime = state.IsSequence,
            Gap = gap,
        };
    }

    static DrawnColumn Column(LabState state, LabPoint point, double x, double decades, bool isOutput)
    {
        var units = isOutput ? LabRecipe.OutputsOf(state.Data) : state.Width;
        var drawn = Math.Min(units, MostNodes);
        var top = Top + (MostNodes - drawn) * NodeGap / 2;
        return new(point.Label, point.Place, x, decades) { Nodes = [.. Enumerable.Range(0, drawn).Select(node => top + node * NodeGap)], Hidden = units - drawn };
    }

    static List<(int From, int To)> Around(LabState state)
    {
        if (state.IsSequence || state.Skips == "none") return [];
        var skips = new List<(int From, int To)>();
        for (var from = 0; from + 1 < state.Depth; from += state.Around) skips.Add((from, Math.Min(from + state.Around, state.Depth - 1)));
        return skips;
    }

    static Dictionary<string, double> Norms(IReadOnlyList<PlaceBlock> places)
    {
        var norms = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var calls in places.GroupBy(place => place.Name, StringComparer.Ordinal))
        {
            // A cell gives back a state and maybe a memory: both carry the gradient.
            var all = calls.GroupBy(place => place.Call).OrderBy(call => call.Key).Select(call => (Call: call.Key, Norm: Together(call))).ToList();
            norms[calls.Key] = all[0].Norm;
            if (all.Count > 1)
                foreach (var (call, norm) in all) norms[string.Create(CultureInfo.InvariantCulture, $"{calls.Key}[{call}]")] = norm;
        }

        return norms;
    }

    static double Together(IEnumerable<PlaceBlock> outputs)
    {
        var heard = outputs.Where(place => place.Gradient is not null).ToList();
        return heard.Count == 0 || heard.Exists(place => place.Gradient!.HasNonFinite) ? double.NaN : heard.Aggregate(0.0, (sum, place) => double.Hypot(sum, place.GradientNorm));
    }

    // What arrives behind a whole block is what theory speaks of.
    static double Norm(Dictionary<string, double> norms, string place) =>
        norms.TryGetValue(place.Split('.')[0] is var block && block != place && norms.ContainsKey(block) && !place.Contains(".cell", StringComparison.Ordinal) ? block : place, out var norm) ? norm : double.NaN;

    static string FindingAt(IReadOnlyList<LabPoint> points, LabPoint point, IReadOnlyList<Finding> findings)
    {
        var at = IndexOf(points, point.Place);
        foreach (var finding in findings.OrderByDescending(finding => finding.Severity))
        {
            var ends = finding.Place.Split("..");
            var (from, to) = (IndexOf(points, ends[0]), IndexOf(points, ends[^1]));
            if (from >= 0 && to >= 0 && at >= Math.Min(from, to) && at <= Math.Max(from, to)) return $"{finding.Severity}: {finding.Id}";
        }

        return "";
    }

    /// <summary>The column of a place, a parameter of it, or what stands behind it under the same number; -1 where there is none.</summary>
    static int IndexOf(IReadOnlyList<LabPoint> points, string place)
    {
        for (var index = 0; index < points.Count; index++)
            if (place == points[index].Place || place.StartsWith(points[index].Place + ".", StringComparison.Ordinal)) return index;
        var digits = new string([.. place.Split('.')[^1].Reverse().TakeWhile(char.IsAsciiDigit).Reverse()]);
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var number) && number >= 1 && number < points.Count && !points[0].Place.Contains('[', StringComparison.Ordinal) ? number - 1 : -1;
    }
}
