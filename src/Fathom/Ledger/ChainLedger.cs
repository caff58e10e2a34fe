namespace Fathom.Ledger;

/// <summary>All links of one backward pass in order, from the loss to the first layer.</summary>
/// <remarks>
/// Gains are of the L2 norm, so the product of all counted gains is the ratio of the last counted gradient norm to the first, and
/// the decades of the links add up to <see cref="TotalDecades"/>.
/// </remarks>
public sealed class ChainLedger
{
    readonly double[] _left;

    /// <summary>A ledger of <paramref name="links"/>, in the order in which the gradient passes them.</summary>
    /// <param name="links">From the loss to the input. Links after the first that does not count are dropped.</param>
    /// <param name="outputNorm">L2 norm of the loss's gradient with respect to the network's output; NaN where unknown.</param>
    public ChainLedger(IEnumerable<Link> links, double outputNorm = double.NaN)
    {
        var counted = new List<Link>();
        var decades = 0.0;
        var left = new List<double>();
        foreach (var link in links)
        {
            counted.Add(link);
            if (!link.Counts)
            {
                End = link.Gain == 0 ? LedgerEnd.NothingLeft : LedgerEnd.NotFinite;
                left.Add(link.Gain);
                break;
            }

            // In decades, because the product itself may lie below the smallest double.
            decades += link.Decades;
            left.Add(decades);
        }

        Links = counted;
        TotalDecades = decades;
        OutputNorm = outputNorm;
        _left = [.. left];
    }

    /// <summary>A ledger without links.</summary>
    public static ChainLedger Empty { get; } = new([]);

    /// <summary>The links, from the loss to the first layer; the last one may be one that does not count (see <see cref="End"/>).</summary>
    public IReadOnlyList<Link> Links { get; }

    /// <summary>How the ledger ends.</summary>
    public LedgerEnd End { get; }

    /// <summary>L2 norm of the loss's gradient with respect to the network's output; NaN where unknown.</summary>
    public double OutputNorm { get; }

    /// <summary>log10 of the product of all counted gains; negative where the gradient shrinks.</summary>
    public double TotalDecades { get; }

    /// <summary>The decades of each kind that occurs; together they are <see cref="TotalDecades"/>.</summary>
    public IReadOnlyDictionary<LinkKind, double> DecadesByKind =>
        Links.Where(link => link.Counts).GroupBy(link => link.Kind).ToDictionary(kind => kind.Key, kind => kind.Sum(link => link.Decades));

    /// <summary>
    /// log10 of the share of the output gradient's norm that is left behind link <paramref name="index"/>; NaN where the link does not
    /// count.
    /// </summary>
    public double DecadesLeft(int index) => Links[index].Counts ? _left[index] : double.NaN;
}
