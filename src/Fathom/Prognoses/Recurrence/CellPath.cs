namespace Fathom.Prognoses;

/// <summary>What the gates leave of a gradient on its way back through the cells of an LSTM (∏ f) or the states of a GRU (∏ z).</summary>
/// <remarks>
/// The gates are sigmoids of normal numbers. Independent from step to step they leave √(E f²) a step; where each unit keeps its own
/// gate, units with open gates dominate and more is left: the truth lies between. The way through the hidden state comes on top, so
/// this is an estimate from below: with forget biases of 5 the measured gradient grows where the product of gates falls.
/// </remarks>
/// <param name="Bias">The mean of the gates' pre-activations: the sum of both bias vectors where there are two, as in PyTorch.</param>
/// <param name="Variance">The variance of the gates' pre-activations over units and steps.</param>
public sealed record CellPath(double Bias, double Variance)
{
    /// <summary>E f: the mean gate.</summary>
    public double MeanGate => ActivationFunctions.Sigmoid.Under(Bias, Require.AtLeast(Variance, 0)).Mean;

    /// <summary>log10 of the share of the norm left after <paramref name="steps"/> steps when gates are drawn anew in each step.</summary>
    public double LeastDecadesAfter(int steps) => Require.AtLeast(steps, 0) * Math.Log10(ActivationFunctions.Sigmoid.Under(Bias, Variance).Square) / 2;

    /// <summary>log10 of the share of the norm left after <paramref name="steps"/> steps when each unit keeps its gate.</summary>
    public double MostDecadesAfter(int steps)
    {
        Require.AtLeast(steps, 0);
        var logarithm = Math.Log(10);
        // E f^(2 steps) around its largest term, so that thousands of steps do not underflow.
        var panels = GaussianPanels.For(Bias, Math.Sqrt(Variance) is > 0 and var deviation ? deviation : 1e-12, []);
        var logs = panels.Deviates.Select(z => -2 * steps * Math.Log(1 + Math.Exp(-(Bias + Math.Sqrt(Variance) * z)))).ToArray();
        var largest = Enumerable.Range(0, logs.Length).Max(node => logs[node] + Math.Log(panels.Weights[node]));
        var sum = Enumerable.Range(0, logs.Length).Sum(node => Math.Exp(logs[node] + Math.Log(panels.Weights[node]) - largest));
        return (largest + Math.Log(sum)) / logarithm / 2;
    }

    /// <summary>How many steps back more than <paramref name="share"/> of the norm arrives by this path, at the least.</summary>
    public double MemoryHorizon(double share = 0.01) => Math.Log10(Require.Fraction(share)) / LeastDecadesAfter(1);

    /// <summary>
    /// The share of the norm left after <paramref name="steps"/> steps when the forget biases are ln of numbers drawn evenly from 1 to
    /// <paramref name="longest"/> - 1.
    /// </summary>
    /// <remarks>Chrono initialisation: Tallec and Ollivier (2018), Can recurrent neural networks warp time?, equation 16.</remarks>
    public static double ChronoShare(int longest, int steps)
    {
        Require.AtLeast(longest, 3);
        Require.AtLeast(steps, 0);
        var rule = GaussLegendre.Sixteen;
        var (from, to, panels) = (1.0, longest - 1.0, 64);
        var sum = 0.0;
        for (var panel = 0; panel < panels; panel++)
        {
            for (var node = 0; node < rule.Nodes.Length; node++)
            {
                var u = from + (to - from) * (panel + (rule.Nodes[node] + 1) / 2) / panels;
                sum += rule.Weights[node] / (2 * panels) * Math.Exp(-2 * steps * Math.Log(1 + 1 / u));
            }
        }

        return Math.Sqrt(sum);
    }
}
