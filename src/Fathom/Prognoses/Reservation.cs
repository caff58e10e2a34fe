namespace Fathom.Prognoses;

/// <summary>A place where theory does not hold, or holds only roughly.</summary>
/// <param name="Place">The place's name; "network" where it is the whole.</param>
/// <param name="Reason">Why, in a clause.</param>
/// <param name="Instead">What to ask instead, in a sentence.</param>
public sealed record Reservation(string Place, string Reason, string Instead)
{
    internal const string Measure = "Measure the ledger: an examination of a few steps shows what this network does.";

    internal Reservation(string place, string reason) : this(place, reason, Measure)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Reason}. {Instead}";
}
