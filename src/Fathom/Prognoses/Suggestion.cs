namespace Fathom.Prognoses;

/// <summary>One single change of the design, and what the ledger would be then.</summary>
/// <param name="Change">What to change, in words.</param>
/// <param name="TotalDecades">The decades between last and first layer after the change.</param>
/// <param name="CorrelationDepthScale">Over how many layers two inputs grow alike after the change; ∞ where they do not.</param>
public sealed record Suggestion(string Change, double TotalDecades, double CorrelationDepthScale);
