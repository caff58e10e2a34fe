namespace Fathom.Recipes;

/// <summary>What the loss is multiplied by before the backward pass, so that small gradients fit a 16-bit format.</summary>
/// <remarks>
/// Micikevicius et al. (2018), Mixed precision training, sections 3.1 and 3.2. With any scale, 1 included, the loss is computed in float32, and the
/// optimizer works on float32 copies of the weights, with gradients divided by the scale in float32; the network gets the copies, rounded.
/// </remarks>
public abstract record LossScale
{
    /// <summary>The smallest scale there is: below 2^-24 not even a gradient of 1 is left in float16, whose smallest number that is.</summary>
    public const double Least = 1.0 / (1 << 24);

    /// <summary>The largest scale there is, 2^24: with it the smallest number of float16 stands for a gradient of 2^-48.</summary>
    public const double Most = 1 << 24;
}
