using System.Text;
using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Layers and initialisations as sentences name them, and as a TorchSharp program spells them.</summary>
static class Wording
{
    /// <summary>A layer or initialisation by its recipe's word: "leaky-relu".</summary>
    public static string Word(object layer)
    {
        var word = new StringBuilder();
        foreach (var letter in layer.GetType().Name)
        {
            if (char.IsUpper(letter) && word.Length > 0) word.Append('-');
            word.Append(char.ToLowerInvariant(letter));
        }

        return word.ToString();
    }

    /// <summary>An activation with the number that matters.</summary>
    public static string Of(Activation activation) => activation switch
    {
        LeakyRelu leaky => FormattableString.Invariant($"leaky-relu with slope {leaky.Slope:0.###}"),
        Prelu leaky => FormattableString.Invariant($"prelu with first slope {leaky.Slope:0.###}"),
        _ => Word(activation),
    };

    /// <summary>An initialisation with the numbers that matter.</summary>
    public static string Of(Initialization init) => init switch
    {
        XavierUniform { Gain: not 1 } xavier => FormattableString.Invariant($"xavier-uniform with gain {xavier.Gain:0.####}"),
        XavierNormal { Gain: not 1 } xavier => FormattableString.Invariant($"xavier-normal with gain {xavier.Gain:0.####}"),
        Orthogonal orthogonal => FormattableString.Invariant($"orthogonal with gain {orthogonal.Gain:0.####}"),
        DeltaOrthogonal orthogonal => FormattableString.Invariant($"delta-orthogonal with gain {orthogonal.Gain:0.####}"),
        HeNormal { Slope: not 0 } he => FormattableString.Invariant($"he-normal for slope {he.Slope:0.###}"),
        Critical { Activation: { } activation } when CriticalPoint.Of(activation) is { } point =>
            FormattableString.Invariant($"critical for {Of(activation)} (variance {point.WeightVariance:0.####}/fan-in, of biases {point.BiasVariance:0.####})"),
        _ => Word(init),
    };

    /// <summary>A number and its noun: "1 layer", "3 layers".</summary>
    public static string Count(int number, string noun) => FormattableString.Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>An activation's module in TorchSharp.</summary>
    public static string Code(Activation activation) => activation switch
    {
        Relu => "ReLU()",
        LeakyRelu leaky => FormattableString.Invariant($"LeakyReLU({leaky.Slope:0.###})"),
        Prelu leaky => FormattableString.Invariant($"PReLU(1, init: {leaky.Slope:0.###})"),
        Elu elu => FormattableString.Invariant($"ELU({elu.Alpha:0.###})"),
        Selu => "SELU()",
        Gelu => "GELU()",
        Silu => "SiLU()",
        LogSoftmax => "LogSoftmax(-1)",
        Softmax => "Softmax(-1)",
        HardTanh => "Hardtanh()",
        HardSigmoid => "Hardsigmoid()",
        HardSwish => "Hardswish()",
        Exponential => "exp()",
        _ => $"{activation.GetType().Name}()",
    };

    /// <summary>The line that starts a layer's weights so in TorchSharp.</summary>
    public static string Code(Initialization init, string weight) => init switch
    {
        HeNormal { Slope: 0 } => $"init.kaiming_normal_({weight})",
        HeNormal he => FormattableString.Invariant($"init.kaiming_normal_({weight}, a: {he.Slope:0.###})"),
        HeUniform he => FormattableString.Invariant($"init.kaiming_uniform_({weight}, a: {he.Slope:0.###})"),
        XavierUniform { Gain: 1 } => $"init.xavier_uniform_({weight})",
        XavierUniform xavier => FormattableString.Invariant($"init.xavier_uniform_({weight}, gain: {xavier.Gain:0.####})"),
        XavierNormal xavier => FormattableString.Invariant($"init.xavier_normal_({weight}, gain: {xavier.Gain:0.####})"),
        LecunNormal or LecunUniform => $"init.normal_({weight}, 0, 1 / Math.Sqrt(fanIn))",
        Orthogonal orthogonal => FormattableString.Invariant($"init.orthogonal_({weight}, gain: {orthogonal.Gain:0.####})"),
        DeltaOrthogonal orthogonal => FormattableString.Invariant($"init.zeros_({weight}) and, at the middle of the kernel, init.orthogonal_({weight}[.., .., kernel / 2, kernel / 2], gain: {orthogonal.Gain:0.####})"),
        Critical { Activation: { } activation } when CriticalPoint.Of(activation) is { } point =>
            FormattableString.Invariant($"init.normal_({weight}, 0, {point.Gain:0.####} / Math.Sqrt(fanIn))"),
        _ => $"a {Of(init)} start of {weight}",
    };
}
