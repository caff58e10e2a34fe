using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Diagnoses;

/// <summary>What a format loses of one parameter's gradient.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Format">The format.</param>
/// <param name="Share">The part of the squared norm that becomes zero, 0 to 1.</param>
/// <param name="Flushed">The share of values that become zero, 0 to 1.</param>
/// <param name="Overflowing">The share of values that become infinite, 0 to 1.</param>
/// <param name="IsEmpty">True where there is nothing but zeros, lost or not.</param>
sealed record GradientLoss(string Name, FloatFormat Format, double Share, double Flushed, double Overflowing, bool IsEmpty)
{
    // The mean square of numbers from 1 to 2 whose logarithms are spread evenly: (4 − 1) / (2 ln 2).
    const double MeanSquareOfABinade = 3 / (2 * 0.693147180559945309417);

    /// <summary>The loss in <paramref name="intended"/>, else in the precision that the gradient has; null where that is no narrow one.</summary>
    /// <param name="parameter">Whose gradient, divided by the scale.</param>
    /// <param name="intended">The format that it is going to have; null for its own.</param>
    /// <param name="scale">What the loss was multiplied by: in the gradient's own format all numbers were so many times as large.</param>
    public static GradientLoss? Of(ParameterReading parameter, FloatFormat? intended, double scale)
    {
        var gradient = parameter.Gradient!;
        if (intended is not null)
        {
            var share = ShareBelow(gradient, intended, 0);
            return new GradientLoss(parameter.Name, intended, share, gradient.ShareFlushedToZero(intended), gradient.ShareOverflowing(intended), IsEmpty: false);
        }

        return parameter.GradientType switch
        {
            ElementType.Float16 => Behind(parameter.Name, gradient, FloatFormat.Float16, scale),
            ElementType.BFloat16 => Behind(parameter.Name, gradient, FloatFormat.BFloat16, scale),
            _ => null,
        };
    }

    /// <summary>The part of the squared norm that lies below the format's limit of flushing after a scale of 2^<paramref name="scale"/>.</summary>
    public static double ShareBelow(TensorSummary gradient, FloatFormat format, int scale)
    {
        var exponents = gradient.Exponents;
        var limit = Math.ScaleB(format.FlushLimit, -scale);
        // Relative to the largest binade, for squares of 1e-200 and of 1e+200 leave what a double holds.
        double lost = 0, whole = 0;
        for (var exponent = exponents.First; exponent <= exponents.Last; exponent++)
        {
            var power = exponents[exponent] * MeanSquareOfABinade * Math.ScaleB(1, 2 * (exponent - exponents.Last));
            whole += power;
            if (Math.ScaleB(1, exponent) < limit) lost += power;
        }

        return whole > 0 ? lost / whole : exponents.Below > 0 ? 1 : 0;
    }

    /// <summary>
    /// What is gone already can only be estimated: a zero was anything up to half of the smallest number s, spread evenly a mean square of
    /// s²/12.
    /// </summary>
    static GradientLoss Behind(string name, TensorSummary gradient, FloatFormat format, double scale)
    {
        if (gradient.Zeros == gradient.Count) return new GradientLoss(name, format, 0, 0, 0, IsEmpty: true);
        var zeros = gradient.Zeros / 12.0;
        var left = Math.Pow(gradient.Norm / format.Smallest * scale, 2);
        return new GradientLoss(name, format, zeros / (zeros + left), gradient.ShareOfZeros, 0, IsEmpty: false);
    }
}
