using Fathom.Ledger;

namespace Fathom.Runs;

/// <summary>What the links of one kind come to in the ledgers of two runs.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Left">Decades in the first run; null where it has no such link that counts.</param>
/// <param name="Right">Decades in the second run; null where it has no such link that counts.</param>
public sealed record ComparedKind(LinkKind Kind, double? Left, double? Right);
