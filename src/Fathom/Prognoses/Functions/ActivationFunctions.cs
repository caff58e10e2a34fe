using System.Globalization;
using static System.Math;

namespace Fathom.Prognoses;

/// <summary>All activations that theory covers.</summary>
public static class ActivationFunctions
{
    // Klambauer, Unterthiner, Mayr and Hochreiter (2017), Self-normalizing neural networks, equation 14.
    const double SeluScale = 1.0507009873554804934;
    const double SeluAlpha = 1.6732632423543772848;

    /// <summary>x.</summary>
    public static ActivationFunction Identity { get; } = new("identity", x => x, _ => 1) { NegativeSlope = 1 };

    /// <summary>The greater of x and 0.</summary>
    public static ActivationFunction Relu { get; } = new("relu", x => Max(x, 0), x => x > 0 ? 1 : 0, 0) { NegativeSlope = 0 };

    /// <summary>ReLU cut off at 6.</summary>
    public static ActivationFunction Relu6 { get; } = new("relu6", x => Clamp(x, 0, 6), x => x is > 0 and < 6 ? 1 : 0, 0, 6);

    /// <summary>1 / (1 + e^-x).</summary>
    public static ActivationFunction Sigmoid { get; } = new("sigmoid", Logistic, LogisticSlope);

    /// <summary>The hyperbolic tangent.</summary>
    public static ActivationFunction Tanh { get; } = new("tanh", Math.Tanh, TanhSlope);

    /// <summary>x, cut off at -1 and 1.</summary>
    public static ActivationFunction HardTanh { get; } = new("hard-tanh", x => Clamp(x, -1, 1), x => Abs(x) < 1 ? 1 : 0, -1, 1);

    /// <summary>x / (1 + |x|).</summary>
    public static ActivationFunction Softsign { get; } = new("softsign", x => x / (1 + Abs(x)), x => 1 / ((1 + Abs(x)) * (1 + Abs(x))), 0);

    /// <summary>The error function 2/√π ∫₀ˣ e^(-t²) dt.</summary>
    public static ActivationFunction Erf { get; } = new("erf", ErrorFunction.Erf, x => 2 / Sqrt(PI) * Exp(-x * x));

    /// <summary>Scaled ELU with the constants of Klambauer et al. (2017).</summary>
    public static ActivationFunction Selu { get; } =
        new("selu", x => SeluScale * (x > 0 ? x : SeluAlpha * ExpMinusOne(x)), x => SeluScale * (x > 0 ? 1 : SeluAlpha * Exp(x)), 0);

    /// <summary>x Φ(x).</summary>
    public static ActivationFunction Gelu { get; } =
        new("gelu", x => x * ErrorFunction.NormalBelow(x), x => ErrorFunction.NormalBelow(x) + x * ErrorFunction.NormalDensity(x));

    /// <summary>GELU's approximation by tanh: x/2 (1 + tanh(√(2/π)(x + 0.044715 x³))).</summary>
    public static ActivationFunction GeluTanh { get; } = new("gelu-tanh", x => x * Logistic(2 * GeluInner(x)), GeluTanhSlope);

    /// <summary>x / (1 + e^-x), also called swish.</summary>
    public static ActivationFunction Silu { get; } = new("silu", x => x * Logistic(x), x => Logistic(x) + x * LogisticSlope(x));

    /// <summary>x tanh(ln(1 + e^x)).</summary>
    public static ActivationFunction Mish { get; } =
        new("mish", x => x * Math.Tanh(SoftplusOf(x)), x => Math.Tanh(SoftplusOf(x)) + x * Logistic(x) * TanhSlope(SoftplusOf(x)));

    /// <summary>ln(1 + e^x).</summary>
    public static ActivationFunction Softplus { get; } = new("softplus", SoftplusOf, Logistic);

    /// <summary>A piecewise linear sigmoid: x/6 + 1/2, cut off at 0 and 1.</summary>
    public static ActivationFunction HardSigmoid { get; } =
        new("hard-sigmoid", x => Clamp(x / 6 + 0.5, 0, 1), x => Abs(x) < 3 ? 1 / 6.0 : 0, -3, 3);

    /// <summary>x times the piecewise linear sigmoid.</summary>
    public static ActivationFunction HardSwish { get; } =
        new("hard-swish", x => x * Clamp(x / 6 + 0.5, 0, 1), x => x <= -3 ? 0 : x >= 3 ? 1 : x / 3 + 0.5, -3, 3);

    /// <summary>x above 0, <paramref name="slope"/> · x below; also PReLU at its initial slope (0.25 as a rule).</summary>
    public static ActivationFunction LeakyRelu(double slope = 0.01) =>
        new(Named("leaky-relu", slope), x => x > 0 ? x : slope * x, x => x > 0 ? 1 : slope, 0) { NegativeSlope = slope };

    /// <summary>x above 0, <paramref name="alpha"/> · (e^x - 1) below.</summary>
    public static ActivationFunction Elu(double alpha = 1) =>
        new(Named("elu", alpha), x => x > 0 ? x : alpha * ExpMinusOne(x), x => x > 0 ? 1 : alpha * Exp(x), 0);

    /// <summary>ELU whose slope does not jump: x above 0, <paramref name="alpha"/> · (e^(x/alpha) - 1) below.</summary>
    public static ActivationFunction Celu(double alpha = 1) =>
        new(Named("celu", alpha), x => x > 0 ? x : alpha * ExpMinusOne(x / alpha), x => x > 0 ? 1 : Exp(x / alpha), 0);

    internal static double Logistic(double x) => x >= 0 ? 1 / (1 + Exp(-x)) : Exp(x) / (1 + Exp(x));

    static double LogisticSlope(double x)
    {
        var tail = Exp(-Abs(x));
        return tail / ((1 + tail) * (1 + tail));
    }

    // Not 1 - tanh², which has no digits left where the slope is small.
    static double TanhSlope(double x) => 4 * LogisticSlope(2 * x);

    static double SoftplusOf(double x)
    {
        var tail = Exp(-Abs(x));
        var one = 1 + tail;
        return Max(x, 0) + (one == 1 ? tail : Log(one) * tail / (one - 1));
    }

    static double ExpMinusOne(double x) => x < -30 ? -1 : 2 * Sinh(x / 2) * Exp(x / 2);

    static double GeluInner(double x) => Sqrt(2 / PI) * (x + 0.044715 * x * x * x);

    static double GeluTanhSlope(double x)
    {
        var inner = 2 * GeluInner(x);
        return Logistic(inner) + x * LogisticSlope(inner) * 2 * Sqrt(2 / PI) * (1 + 3 * 0.044715 * x * x);
    }

    static string Named(string name, double parameter) => string.Create(CultureInfo.InvariantCulture, $"{name}({parameter})");
}
