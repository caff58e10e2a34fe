using Fathom.Ledger;
using Fathom.Runs;

namespace Fathom.Pictures.Drawing;

/// <summary>The layers of a run in the order of the forward pass, first layer first; modules that hold other modules are left out.</summary>
static class LayerRows
{
    public static IReadOnlyList<string> Of(IReadOnlyList<ReadingBlock> blocks)
    {
        // The newest first: a network may have got layers, and its present order is what counts.
        var names = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        IReadOnlyList<PlaceBlock> later = [];
        for (var at = blocks.Count - 1; at >= 0; at--)
        {
            var places = blocks[at].Places;
            // Nearly always the same network: thousands of names are compared here twenty times a second, and none is looked up.
            if (!AreSame(places, later))
            {
                foreach (var place in places)
                    if (!place.IsContainer && seen.Add(place.Name)) names.Add(place.Name);
            }

            later = places;
        }

        return names;
    }

    static bool AreSame(IReadOnlyList<PlaceBlock> one, IReadOnlyList<PlaceBlock> other)
    {
        if (one.Count != other.Count) return false;
        for (var at = 0; at < one.Count; at++)
            if (one[at].IsContainer != other[at].IsContainer || !string.Equals(one[at].Name, other[at].Name, StringComparison.Ordinal)) return false;
        return true;
    }

    /// <summary>All outputs of each layer in one block: a layer that is called at every time step has many.</summary>
    public static ILookup<string, PlaceBlock> Places(ReadingBlock block) =>
        block.Places.Where(place => !place.IsContainer).ToLookup(place => place.Name, StringComparer.Ordinal);

    /// <summary>The gradient of each layer in one block, in one pass: pages draw thousands of blocks while they watch.</summary>
    public static Magnitude[] Gradients(ReadingBlock block, Dictionary<string, int> rowOf)
    {
        // NaN: none was seen; infinity: not finite, and stays so whatever joins it.
        var norms = new double[rowOf.Count];
        Array.Fill(norms, double.NaN);
        foreach (var place in block.Places)
        {
            if (place.IsContainer || place.Gradient is not { Count: > 0 } gradient) continue;
            var row = rowOf[place.Name];
            var norm = gradient.HasNonFinite ? double.PositiveInfinity : place.GradientNorm;
            norms[row] = double.IsNaN(norms[row]) ? norm : double.Hypot(norms[row], norm);
        }

        return Array.ConvertAll(norms, Magnitude.Of);
    }

    /// <summary>The rows that a finding's place names: a layer, a parameter's layer, or a range of them; null where there is no such row.</summary>
    public static (int First, int Last)? Range(string place, IReadOnlyList<string> rows)
    {
        var ends = place.Split("..", 2);
        var (first, last) = (Row(ends[0], rows), Row(ends[^1], rows));
        return first is null || last is null ? null : (Math.Min(first.Value, last.Value), Math.Max(first.Value, last.Value));
    }

    static int? Row(string name, IReadOnlyList<string> rows)
    {
        for (var row = 0; row < rows.Count; row++)
            if (string.Equals(rows[row], name, StringComparison.Ordinal)) return row;
        var owner = LayerProfile.Owner(name);
        return string.Equals(owner, name, StringComparison.Ordinal) || string.Equals(owner, "network", StringComparison.Ordinal) ? null : Row(owner, rows);
    }
}
