namespace Fathom.Ledger;

/// <summary>How a ledger ends.</summary>
public enum LedgerEnd
{
    /// <summary>Every link was counted down to the first place that has a gradient.</summary>
    Complete,

    /// <summary>A gradient was exactly zero in its own precision; nothing can be counted below it.</summary>
    NothingLeft,

    /// <summary>A gradient held NaN or infinity; nothing can be counted below it.</summary>
    NotFinite,
}
