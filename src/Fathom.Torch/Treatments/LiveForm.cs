namespace Fathom.Torch.Treatments;

/// <summary>How a treatment of recipes is carried out on a live training.</summary>
/// <param name="Fit">Whether it can be, and what becomes of the function.</param>
/// <param name="How">How, in a sentence; where it cannot be, why not.</param>
/// <param name="Treatment">What does it, where one call does; null where it is the loop's, the monitor's or the data's business, or cannot be.</param>
public sealed record LiveForm(LiveFit Fit, string How, ILiveTreatment? Treatment = null);
