namespace Fathom.Diagnoses;

/// <summary>One reason for a finding.</summary>
/// <param name="Id">A stable name, such as "activation-slopes" or "weight-scale".</param>
/// <param name="Share">The share of the decades that this cause explains, 0 to 1.</param>
/// <param name="Evidence">Why Fathom thinks so, in one sentence with its numbers.</param>
public sealed record Cause(string Id, double Share, string Evidence);
