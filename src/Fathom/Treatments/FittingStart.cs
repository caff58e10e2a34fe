using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Which initialisation belongs to which activation.</summary>
static class FittingStart
{
    /// <summary>The usual initialisation before <paramref name="activation"/>; for none, that of linear layers.</summary>
    /// <remarks>
    /// Rectifiers, also smooth ones: He (2015). SELU: Klambauer (2017). ELU: σ_w² = 1 is its critical point. Bounded ones: Glorot and
    /// Bengio (2010), for the sigmoid times 4, the inverse of its slope at zero.
    /// </remarks>
    public static Initialization Of(Activation? activation) => activation switch
    {
        LeakyRelu leaky => new HeNormal { Slope = leaky.Slope },
        Prelu leaky => new HeNormal { Slope = leaky.Slope },
        Relu or Gelu or Silu or Mish or HardSwish or Softplus => new HeNormal(),
        Selu or Elu => new LecunNormal(),
        Sigmoid or HardSigmoid => new XavierUniform { Gain = 4 },
        _ => new XavierUniform(),
    };

    /// <summary>What an orthogonal matrix before <paramref name="activation"/> is multiplied by, so that its layer neither shrinks nor grows a gradient.</summary>
    public static double GainOf(Activation? activation) => activation switch
    {
        // Its critical point lies at a gain of 10, where most units are saturated.
        Sigmoid or HardSigmoid => 4,
        null => 1,
        _ => CriticalPoint.Of(activation)?.Gain ?? 1,
    };

    /// <summary>Whether <paramref name="init"/> was chosen for <paramref name="activation"/>, or not chosen at all.</summary>
    public static bool Fits(Initialization init, Activation activation) => init switch
    {
        TorchDefault => true,
        Critical critical => critical.Activation is null || critical.Activation.GetType() == activation.GetType(),
        Orthogonal orthogonal => IsNear(orthogonal.Gain, 1) || IsNear(orthogonal.Gain, GainOf(activation)),
        HeUniform or HeNormal => IsRectifier(activation),
        LecunUniform or LecunNormal => !IsRectifier(activation),
        XavierUniform or XavierNormal => !IsRectifier(activation),
        _ => false,
    };

    /// <summary>The same kind of initialisation for another activation, where the kind knows any; else the usual one.</summary>
    public static Initialization Moved(Initialization init, Activation to) => init switch
    {
        Critical when CriticalPoint.Of(to) is not null => new Critical { Activation = to },
        Orthogonal => new Orthogonal { Gain = GainOf(to) },
        _ => Of(to),
    };

    /// <summary>Whether a layer starts with numbers that know neither its width nor its activation.</summary>
    public static bool IsBlind(Initialization init) => init is Constant or Zeros or Normal or Uniform or TruncatedNormal;

    /// <summary>The network with an initialisation that names its activation, so that exchanging activations does not change its meaning.</summary>
    public static Network Named(Network network) =>
        network.Init is Critical { Activation: null } && network.OnlyActivation is { } only ? network with { Init = new Critical { Activation = only } } : network;

    /// <summary>Whether the slope is near 1 on one side and near 0 on the other, at least far out.</summary>
    public static bool IsRectifier(Activation activation) => activation is Relu or LeakyRelu or Prelu or Gelu or Silu or Mish or HardSwish or Softplus;

    static bool IsNear(double one, double other) => Math.Abs(one - other) < 0.01;
}
