namespace Fathom.Prognoses;

/// <summary>Nodes and weights for expectations over a normal variable, dense where an activation bends and split where it kinks.</summary>
sealed class GaussianPanels
{
    // What lies beyond 13 deviations weighs 1e-37, and no activation here grows fast enough to be heard from there.
    const double Reach = 13;
    const double WidestPanel = 1.3;
    const double FinestFeature = 0.5;

    GaussianPanels(double[] deviates, double[] weights)
    {
        Deviates = deviates;
        Weights = weights;
    }

    /// <summary>Standard normal deviates.</summary>
    public double[] Deviates { get; }

    /// <summary>What each deviate weighs; they add up to one.</summary>
    public double[] Weights { get; }

    /// <summary>
    /// Panels for a function of mean + deviation · z with the given kinks. Panel ends lie at the kinks, at doubling distances from
    /// zero (where activations bend), and nowhere further apart than the normal density allows.
    /// </summary>
    public static GaussianPanels For(double mean, double deviation, ReadOnlySpan<double> kinks)
    {
        var ends = Ends(mean, deviation, kinks);
        var rule = GaussLegendre.Sixteen;
        var deviates = new double[(ends.Count - 1) * rule.Nodes.Length];
        var weights = new double[deviates.Length];
        var next = 0;
        for (var panel = 1; panel < ends.Count; panel++)
        {
            var middle = (ends[panel] + ends[panel - 1]) / 2;
            var half = (ends[panel] - ends[panel - 1]) / 2;
            for (var node = 0; node < rule.Nodes.Length; node++, next++)
            {
                var z = middle + half * rule.Nodes[node];
                deviates[next] = z;
                weights[next] = half * rule.Weights[node] * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
            }
        }

        return new GaussianPanels(deviates, weights);
    }

    static List<double> Ends(double mean, double deviation, ReadOnlySpan<double> kinks)
    {
        var ends = new List<double>();
        for (var end = -Reach; end < Reach + WidestPanel / 2; end += WidestPanel) ends.Add(end);
        Add(0);
        foreach (var kink in kinks) Add(kink);
        var farthest = Math.Abs(mean) + Reach * deviation;
        for (var feature = FinestFeature; feature < farthest; feature *= 2)
        {
            Add(feature);
            Add(-feature);
        }

        ends.Sort();
        var distinct = new List<double>(ends.Count);
        foreach (var end in ends)
        {
            if (distinct.Count == 0 || end - distinct[^1] > 1e-13) distinct.Add(end);
        }

        return distinct;

        void Add(double x)
        {
            var z = (x - mean) / deviation;
            if (Math.Abs(z) < Reach) ends.Add(z);
        }
    }
}
