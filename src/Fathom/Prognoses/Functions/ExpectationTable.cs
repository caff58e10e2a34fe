using System.Collections.Concurrent;
using System.Numerics;

namespace Fathom.Prognoses;

/// <summary>An activation's expectations as a function of the variance, kept as Chebyshev interpolants so that deep networks cost little.</summary>
/// <remarks>
/// Each panel covers one octave of the variance and is made when it is first needed. Expectations are analytic in ln q with
/// singularities no nearer than about π, so that twelve nodes leave an error near rounding.
/// </remarks>
sealed class ExpectationTable(ActivationFunction function)
{
    const int Nodes = 12;
    const int DirectLookups = 12;

    static readonly double[] Positions = [.. Enumerable.Range(0, Nodes).Select(node => Math.Cos((2 * node + 1) * Math.PI / (2 * Nodes)))];

    static readonly double[] BarycentricWeights =
        [.. Enumerable.Range(0, Nodes).Select(node => (node % 2 == 0 ? 1 : -1) * Math.Sin((2 * node + 1) * Math.PI / (2 * Nodes)))];

    readonly ConcurrentDictionary<int, double[][]> _panels = new();
    readonly ConcurrentDictionary<int, int> _lookups = new();
    Expectations? _latest;

    public Expectations At(double variance)
    {
        if (_latest is { } latest && latest.InputVariance == variance) return latest;
        return _latest = Find(variance);
    }

    Expectations Find(double variance)
    {
        if (!(variance > 1e-290) || variance > 1e290) return Expectations.ByQuadrature(function, 0, Math.Clamp(variance, 0, 1e290));
        var octave = Math.ILogB(variance);
        if (!_panels.TryGetValue(octave, out var panel))
        {
            // A panel costs as much as twelve single expectations: it is made only for those who come back.
            if (_lookups.AddOrUpdate(octave, 1, (_, count) => count + 1) <= DirectLookups) return Expectations.ByQuadrature(function, 0, variance);
            panel = _panels.GetOrAdd(octave, Panel);
        }

        return Expectations.FromNumbers(variance, Interpolate(panel, 2 * (Math.Log2(variance) - octave) - 1));
    }

    double[][] Panel(int octave)
    {
        var numbers = new double[Nodes][];
        for (var node = 0; node < Nodes; node++)
            numbers[node] = Expectations.Numbers(function, 0, Math.ScaleB(Math.Pow(2, (Positions[node] + 1) / 2), octave));
        return numbers;
    }

    // Berrut and Trefethen (2004), Barycentric Lagrange interpolation, equations 4.2 and 5.3 for Chebyshev points of the first kind.
    static double[] Interpolate(double[][] panel, double position)
    {
        var numbers = new double[panel[0].Length];
        Span<double> weights = stackalloc double[Nodes];
        var total = 0.0;
        for (var node = 0; node < Nodes; node++)
        {
            var distance = position - Positions[node];
            if (distance == 0) return panel[node];
            weights[node] = BarycentricWeights[node] / distance;
            total += weights[node];
        }

        for (var node = 0; node < Nodes; node++) Add(weights[node] / total, panel[node], numbers);
        return numbers;
    }

    static void Add(double weight, double[] from, double[] to)
    {
        var index = 0;
        for (; index <= to.Length - Vector<double>.Count; index += Vector<double>.Count)
            (new Vector<double>(to, index) + weight * new Vector<double>(from, index)).CopyTo(to, index);
        for (; index < to.Length; index++) to[index] += weight * from[index];
    }
}
