using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>Which place stands where in a network, as the order of the forward pass tells.</summary>
sealed class Anatomy
{
    readonly List<PlaceReading> _order;

    /// <summary>The places of a reading that hold no others, each once.</summary>
    public Anatomy(StepReading reading) =>
        _order = [.. reading.Places.Where(place => !place.IsContainer && place.Output == 0).DistinctBy(place => place.Name, StringComparer.Ordinal)];

    /// <summary>The places in the order in which they were first called.</summary>
    public IReadOnlyList<PlaceReading> Order => _order;

    /// <summary>Those that multiply by weights.</summary>
    public IReadOnlyList<PlaceReading> Weights => [.. _order.Where(place => place.Kind is LinkKind.Weight or LinkKind.Recurrent)];

    /// <summary>True where weights come behind the place, so that it is no output.</summary>
    public bool IsHidden(PlaceReading place) => _order.Skip(_order.IndexOf(place) + 1).Any(IsWeight);

    /// <summary>The nearest weights before a place; null where there are none.</summary>
    public PlaceReading? WeightBefore(PlaceReading place) => _order.Take(_order.IndexOf(place)).LastOrDefault(IsWeight);

    /// <summary>What stands behind weights, up to and without the next ones.</summary>
    public IReadOnlyList<PlaceReading> Behind(PlaceReading weight) => [.. _order.Skip(_order.IndexOf(weight) + 1).TakeWhile(place => !IsWeight(place))];

    /// <summary>True where a normalisation stands before the first weights or right behind them, so that no scale of the input gets through.</summary>
    public bool NormalisesItsInput => _order.FirstOrDefault(IsWeight) is { } first && _order.Take(_order.IndexOf(first)).Concat(Behind(first)).Any(place => place.Kind == LinkKind.Norm);

    /// <summary>The gain of the link at a place, also of one within the ways of a block; NaN where the ledger has none.</summary>
    public static double GainOf(StepReading reading, string place) => Find(reading.Ledger.Links, place) ?? double.NaN;

    /// <summary>Names one after the other, the first three and how many more.</summary>
    public static string Few(IReadOnlyList<string> names) =>
        names.Count <= 3 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(3))} and {names.Count - 3} more";

    static bool IsWeight(PlaceReading place) => place.Kind is LinkKind.Weight or LinkKind.Recurrent;

    static double? Find(IEnumerable<Link> links, string place)
    {
        foreach (var link in links)
        {
            if (string.Equals(link.Name, place, StringComparison.Ordinal)) return link.Gain;
            foreach (var way in link.Ways)
                if (Find(way.Links, place) is { } gain) return gain;
        }

        return null;
    }
}
