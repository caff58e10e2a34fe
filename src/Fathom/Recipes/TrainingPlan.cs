namespace Fathom.Recipes;

/// <summary>How a network is trained.</summary>
/// <remarks>
/// A step is, in this order: the schedule sets the learning rates; forward; the loss with <see cref="L1"/> and <see cref="L2"/>;
/// backward by <see cref="LossScale"/>, and <see cref="PreserveGradients"/>; clipping by value, by layer, by norm, adaptively; <see cref="WeightDecay"/> and the
/// optimizer; <see cref="MaxNorm"/>. Weights are parameters of two or more dimensions: biases and gains are neither penalised nor held.
/// </remarks>
public sealed record TrainingPlan
{
    /// <summary>What turns gradients into updates; default: plain gradient descent.</summary>
    public Optimizer Optimizer { get; init; } = new Sgd();

    /// <summary>How many samples a step takes, 1 to 1,000,000; default 128. Fewer where the data has fewer.</summary>
    public int Batch { get; init => field = Require.Between(value, 1, 1_000_000, nameof(Batch)); } = 128;

    /// <summary>How many steps the whole training takes, 1 to 1,000,000,000; default 500.</summary>
    public long Steps { get; init => field = Require.Between(value, 1, 1_000_000_000, nameof(Steps)); } = 500;

    /// <summary>How the learning rate goes on; default: it stays.</summary>
    public Schedule Schedule { get; init; } = new ConstantRate();

    /// <summary>The norm that the whole gradient may have, above 0; default: infinity, which clips nothing (Pascanu 2013, algorithm 1).</summary>
    public double ClipNorm { get; init => field = Limit(value, nameof(ClipNorm)); } = double.PositiveInfinity;

    /// <summary>The size that each number of the gradient may have, above 0; default: infinity, which clips nothing.</summary>
    public double ClipValue { get; init => field = Limit(value, nameof(ClipValue)); } = double.PositiveInfinity;

    /// <summary>The norm that each layer's gradient may have, above 0; default: infinity, which clips nothing.</summary>
    public double ClipLayerNorm { get; init => field = Limit(value, nameof(ClipLayerNorm)); } = double.PositiveInfinity;

    /// <summary>Clipping whose limit follows the training; default: none.</summary>
    public AdaptiveClip AdaptiveClip { get; init; } = new NoClip();

    /// <summary>
    /// Which share of each weight, times the learning rate, is taken off before each step, whichever the optimizer, 0 to 1,000;
    /// default 0 (Loshchilov and Hutter 2019, algorithm 1).
    /// </summary>
    public double WeightDecay { get; init => field = Require.Between(value, 0, 1000, nameof(WeightDecay)); }

    /// <summary>What the sum of the weights' magnitudes is multiplied by and added to the loss, 0 to 1,000,000; default 0.</summary>
    public double L1 { get; init => field = Require.Between(value, 0, 1e6, nameof(L1)); }

    /// <summary>What half the sum of the weights' squares is multiplied by and added to the loss, 0 to 1,000,000; default 0.</summary>
    public double L2 { get; init => field = Require.Between(value, 0, 1e6, nameof(L2)); }

    /// <summary>
    /// The norm that the weights into each unit may have after a step, above 0; default: infinity, which holds nothing (Srivastava et al.
    /// 2014, Dropout, section 5.1).
    /// </summary>
    public double MaxNorm { get; init => field = Limit(value, nameof(MaxNorm)); } = double.PositiveInfinity;

    /// <summary>
    /// How strongly recurrent weights are pulled to where gradients keep their norm from step to step, 0 to 1,000,000; default 0 (Pascanu
    /// 2013, equations 9 and 10).
    /// </summary>
    public double PreserveGradients { get; init => field = Require.Between(value, 0, 1e6, nameof(PreserveGradients)); }

    /// <summary>How numbers are stored; default: in 32 bits.</summary>
    public Precision Precision { get; init; }

    /// <summary>What the loss is multiplied by for a 16-bit backward pass, with float32 copies of the weights; default: nothing, and no copies.</summary>
    public LossScale LossScale { get; init; } = new NoLossScale();

    static double Limit(double value, string name) =>
        value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0, but was {value}.");
}
