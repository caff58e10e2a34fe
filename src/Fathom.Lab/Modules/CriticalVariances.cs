namespace Fathom.Lab.Modules;

/// <summary>The variances of weights (times fan-in) and biases with which a wide network stands at the edge of chaos.</summary>
/// <remarks>
/// Fixed points of Poole et al. (2016), equation 3, with the slope 1 of equation 5 there, by quadrature; where there is a line of them, the
/// one without biases. GELU, SiLU and Mish have theirs at one signal size only, and are stable to one side of it.
/// </remarks>
static class CriticalVariances
{
    static readonly Dictionary<string, (double Weights, double Biases)> Known = new(StringComparer.Ordinal)
    {
        ["linear"] = (1, 0),
        ["identity"] = (1, 0),
        ["tanh"] = (1, 0),
        ["softsign"] = (1, 0),
        ["elu"] = (1, 0),
        ["erf"] = (Math.PI / 4, 0),
        ["relu"] = (2, 0),
        ["gelu"] = (1.98306, 0.17292),
        ["silu"] = (1.98800, 0.55514),
        ["swish"] = (1.98800, 0.55514),
        ["mish"] = (2.01352, 0.09452),
        ["sigmoid"] = (103.0, 0),
    };

    /// <summary>The activations whose critical point is known.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>The variances for an activation's word; null where they are not known.</summary>
    public static (double Weights, double Biases)? Of(string activation) =>
        Known.TryGetValue(activation.Replace("-", "", StringComparison.Ordinal), out var variances) ? variances : null;
}
