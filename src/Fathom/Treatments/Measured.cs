using Fathom.Diagnoses;

namespace Fathom.Treatments;

/// <summary>What a finding's evidence says about how much is to be changed.</summary>
/// <remarks>A number is found by words in its quantity's name; a finding that does not have it gets a treatment's usual sizes instead.</remarks>
static class Measured
{
    /// <summary>
    /// By which share of the whole loss a step descends at first order, r: at r = 1 the learning rate is Polyak's step for a least loss of 0
    /// (Polyak 1987, Introduction to optimization, section 5.3); null where nobody measured it.
    /// </summary>
    public static double? DescentShare(this Finding finding) => finding.Number("first-order descent");

    /// <summary>The norm that the whole gradient usually has; null where nobody measured it.</summary>
    public static double? TypicalGradientNorm(this Finding finding) => finding.Number("typical gradient norm");

    /// <summary>Whether the steps may be too large: of all illnesses but those in which they are too small.</summary>
    public static bool MayStepTooFar(this Finding finding) => finding.Id switch
    {
        "learning-rate-too-low" or "lost-updates" or "low-precision-underflow" or "vanishing-gradient" or "short-memory" => false,
        "loss-plateau" => finding.DescentShare() is null or >= 1,
        _ => true,
    };

    static double? Number(this Finding finding, string words) =>
        finding.Evidence.FirstOrDefault(evidence => evidence.Quantity.Contains(words, StringComparison.OrdinalIgnoreCase) && evidence.Value > 0 && double.IsFinite(evidence.Value))?.Value;
}
