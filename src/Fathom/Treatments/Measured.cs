using Fathom.Diagnoses;

namespace Fathom.Treatments;

/// <summary>What a finding's evidence says about how much is to be changed.</summary>
/// <remarks>
/// A number is found by words in its quantity's name, as the diagnoses write it; a finding that does not have it gets a treatment's usual
/// sizes instead.
/// </remarks>
static class Measured
{
    /// <summary>
    /// By which share of the whole loss a step descends at first order, r: at r = 1 the learning rate is Polyak's step for a least loss of 0
    /// (Polyak 1969, Minimization of unsmooth functionals); null where nobody measured it.
    /// </summary>
    public static double? DescentShare(this Finding finding) =>
        finding.Number("first-order descent", "removes to first order", "promises to take off the loss")?.Value;

    /// <summary>
    /// By how many times the fastest layer's movement falls short of what a whole training takes at least; null where nobody measured it.
    /// </summary>
    public static double? MovementShortfall(this Finding finding) =>
        finding.Number("the fastest layer") is { } movement && movement.Limit / movement.Value is var shortfall and > 1 && double.IsFinite(shortfall) ? shortfall : null;

    /// <summary>The norm that the whole gradient usually has, or that chance does not lead it beyond; null where nobody measured it.</summary>
    public static double? UsualGradientNorm(this Finding finding) =>
        finding.Number("typical gradient norm")?.Value
        ?? (finding.Evidence.FirstOrDefault(evidence => Says(evidence, "decades of the gradient's norm")) is { } decades && Math.Pow(10, decades.Limit) is var limit and > 0 && double.IsFinite(limit) ? limit : null);

    /// <summary>What clipping leaves of the gradient's norm, above 0 and below 1; null where it clips nothing, or nobody measured it.</summary>
    public static double? ClipFactor(this Finding finding) => finding.Number("clipping leaves") is { Value: < 1 and var left } ? left : null;

    /// <summary>Whether the steps may be too large: of all illnesses but those in which they are too small.</summary>
    public static bool MayStepTooFar(this Finding finding) => finding.Id switch
    {
        "learning-rate-too-low" or "lost-updates" or "low-precision-underflow" or "vanishing-gradient" or "short-memory" => false,
        "loss-plateau" => finding.DescentShare() is null or >= 1,
        _ => true,
    };

    static Evidence? Number(this Finding finding, params string[] words) =>
        finding.Evidence.FirstOrDefault(evidence => words.Any(word => Says(evidence, word)) && evidence.Value > 0 && double.IsFinite(evidence.Value));

    static bool Says(Evidence evidence, string words) => evidence.Quantity.Contains(words, StringComparison.OrdinalIgnoreCase);
}
