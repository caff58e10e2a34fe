using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>A prognosis beside the ledger that was measured at the first step, before the weights have moved.</summary>
/// <remarks>This is how a network shows that it is not initialised as its recipe says, or that theory leaves something out.</remarks>
public sealed class Comparison
{
    /// <summary>
    /// Three standard deviations, where a band holds two: of dozens of lines one lies outside two by chance in every other network, and
    /// outside three in one of a hundred, for lines behind one another part together.
    /// </summary>
    const double BandsApart = 1.5;

    Comparison(Prognosis prognosis, ChainLedger measured)
    {
        (Prognosis, Measured) = (prognosis, measured);
        var expected = prognosis.Ledger.Links.Select((link, index) => (link.Name, Band: prognosis.Left[index]))
            .ToLookup(link => link.Name, link => link.Band, StringComparer.Ordinal);
        Partings =
        [
            .. measured.Links.Select((link, index) => (link.Name, Left: measured.DecadesLeft(index)))
                .Where(link => double.IsFinite(link.Left) && expected[link.Name].Any())
                .Select(link => new Parting(link.Name, link.Left, expected[link.Name].First()))
                .Where(parting => !Wide(parting.Expected).Holds(parting.Measured)),
        ];
    }

    /// <summary>What theory expects.</summary>
    public Prognosis Prognosis { get; }

    /// <summary>What was measured.</summary>
    public ChainLedger Measured { get; }

    /// <summary>
    /// The links behind which the two part by more than the band (at three standard deviations), from the loss on; empty where they agree.
    /// </summary>
    public IReadOnlyList<Parting> Partings { get; }

    /// <summary>Lays <paramref name="measured"/> beside <paramref name="prognosis"/>, link by link of the same name.</summary>
    /// <param name="prognosis">What theory expects.</param>
    /// <param name="measured">The ledger of the first step: later ones are of weights that have moved.</param>
    public static Comparison Of(Prognosis prognosis, ChainLedger measured)
    {
        ArgumentNullException.ThrowIfNull(prognosis);
        ArgumentNullException.ThrowIfNull(measured);
        return new Comparison(prognosis, measured);
    }

    static Band Wide(Band band) => new(
        band.Middle - (BandsApart * (band.Middle - band.Low)), band.Middle, band.Middle + (BandsApart * (band.High - band.Middle)));
}
