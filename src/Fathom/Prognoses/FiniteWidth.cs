namespace Fathom.Prognoses;

/// <summary>How far single networks lie from the infinitely wide one.</summary>
/// <remarks>
/// Hanin and Nica (2019), Products of many large random matrices and gradients in deep neural networks, theorem 1: ln of a squared
/// gradient norm is about normal with variance k L / n and mean -k L / (2n). Their k is 5 for ReLU. Given the gradient that arrives,
/// one layer's squared norm is the mean of n independent φ'(h)² z², whose relative variance is (3 E φ'⁴ / (E φ'²)² - 1) / n: that is
/// 5 / n for ReLU and 2 / n for linear layers, of which 2 / n is the weights' part and the rest the slopes'. For activations that do
/// not scale, what the width does to the size of the signal comes on top; the walk adds it to first order.
/// </remarks>
static class FiniteWidth
{
    /// <summary>Variance of ln of the squared norm behind one activation and its weights, times the width.</summary>
    public static double LayerVariance(Expectations moments) => 2 + SlopeVariance(moments);

    /// <summary>The activation's part of <see cref="LayerVariance"/>.</summary>
    public static double SlopeVariance(Expectations moments) => Math.Max(0, 3 * (moments.SlopeFourth / (moments.SlopeSquare * moments.SlopeSquare) - 1));
}
