using Fathom.Ledger;

namespace Fathom.Runs;

/// <summary>One link of the chain rule over one or several readings.</summary>
/// <param name="Name">The link's name.</param>
/// <param name="Kind">The link's kind.</param>
/// <param name="Count">How many readings gave it a gain that counts.</param>
/// <param name="Ended">How many readings ended their ledger here: nothing was left, or it was not finite.</param>
/// <param name="SumOfDecades">Sum of log10 of its gains, over the readings in <paramref name="Count"/>.</param>
public sealed record LinkBlock(string Name, LinkKind Kind, long Count, long Ended, double SumOfDecades)
{
    /// <summary>Mean of log10 of the gain; NaN where no reading gave one.</summary>
    public double Decades => Count == 0 ? double.NaN : SumOfDecades / Count;

    internal (string Name, LinkKind Kind) Key => (Name, Kind);

    /// <summary>A block of one reading.</summary>
    public static LinkBlock Of(Link link)
    {
        ArgumentNullException.ThrowIfNull(link);
        return link.Counts ? new(link.Name, link.Kind, 1, 0, link.Decades) : new(link.Name, link.Kind, 0, 1, 0);
    }

    /// <summary>Link <paramref name="index"/> of all <paramref name="readings"/>.</summary>
    internal static LinkBlock Of(IReadOnlyList<StepReading> readings, int index)
    {
        var (count, ended, decades) = (0L, 0L, 0.0);
        for (var part = 0; part < readings.Count; part++)
        {
            var link = readings[part].Ledger.Links[index];
            var own = link.Counts ? link.Decades : 0;
            decades = part == 0 ? own : decades + own;
            if (link.Counts) count++;
            else ended++;
        }

        var first = readings[0].Ledger.Links[index];
        return new(first.Name, first.Kind, count, ended, decades);
    }

    /// <summary>Both blocks as one.</summary>
    public static LinkBlock operator +(LinkBlock left, LinkBlock right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left with { Count = left.Count + right.Count, Ended = left.Ended + right.Ended, SumOfDecades = left.SumOfDecades + right.SumOfDecades };
    }

    /// <summary>The same as the operator.</summary>
    public static LinkBlock Add(LinkBlock left, LinkBlock right) => left + right;
}
