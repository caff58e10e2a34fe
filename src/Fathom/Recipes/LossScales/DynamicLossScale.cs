namespace Fathom.Recipes;

/// <summary>As large as the gradients allow: halved in a step whose gradients overflow, which is skipped, and doubled after many that do not.</summary>
/// <remarks>
/// Micikevicius et al. (2018), Mixed precision training, section 3.2, "choose a scaling factor dynamically", with the numbers of PyTorch's GradScaler.
/// Neither goes beyond <see cref="LossScale.Least"/> and <see cref="LossScale.Most"/>.
/// </remarks>
public sealed record DynamicLossScale : LossScale
{
    /// <summary>The scale of the first step, 2^-24 to 2^24; default 65,536.</summary>
    public double Initial { get; init => field = Require.Between(value, Least, Most, nameof(Initial)); } = 65_536;

    /// <summary>After how many steps in a row without an overflow the scale is doubled, 1 to 1,000,000,000; default 2,000.</summary>
    public long Interval { get; init => field = Require.Between(value, 1, 1_000_000_000, nameof(Interval)); } = 2_000;
}
