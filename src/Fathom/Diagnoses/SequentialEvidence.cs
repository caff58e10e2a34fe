using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>Whether readings, looked at after every one of them, prove that a quantity lies below its limit on average.</summary>
/// <remarks>
/// <para>A reading's margin is the logarithm of quantity over limit: negative where it shows the illness. Under the null hypothesis
/// margins are independent and normal with a mean of 0 or more and a variance nobody knows. Against it stands the t-test martingale of
/// Lai (1976), as Wang and Ramdas (2023) give it: ratio of mean to deviation drawn from N(0, 1/c), deviation from 1/σ,</para>
/// <para>e = √(c/(n+c)) · ((n+c)Q / ((n+c)Q − S²))^(n/2), S = Σx, Q = Σx².</para>
/// <para>An illness may begin at any reading. So one such martingale starts at the first reading and one behind each that shows
/// health, the k-th with weight 1/(k(k+1)): their sum M is a martingale that begins at 1, and by Ville's inequality reaches 1/α ever,
/// however often one looks, with probability α at most. Only those with S &lt; 0 are added up, which can only lower M.</para>
/// </remarks>
sealed record SequentialEvidence(long Since, StepReading Latest, double Confidence)
{
    /// <summary>
    /// c: illnesses are expected a hundred deviations beyond their limits. In the limit of no noise three readings give 1/c, so that a
    /// clear case is recognised at the third; borderline ones pay ln(100)/n per reading for it.
    /// </summary>
    const double PriorPrecision = 1e-4;

    /// <summary>
    /// float32 ends at 1e-45; what is zero counts as that. A nearer end would make wild margins look equal, and equal ones look certain.
    /// </summary>
    const double FarthestMargin = 45;

    // Margins are never quite independent nor quite normal: what is surer than this is no surer.
    const double LeastDoubt = 1e-4;

    /// <summary>The evidence as it stands at the latest reading; null where it does not suffice, or where that reading shows health.</summary>
    /// <param name="history">The readings; those that are not finite neither show the illness nor refute it.</param>
    /// <param name="key">Under what the first step is remembered: the diagnosis and the place.</param>
    /// <param name="errorRate">α, for all tests of this diagnosis together.</param>
    /// <param name="tests">How many tests share α (Bonferroni).</param>
    /// <param name="margin">The margin of a reading; NaN where it says nothing.</param>
    public static SequentialEvidence? Of(ReadingHistory history, object key, double errorRate, int tests, Func<StepReading, double> margin)
    {
        var shown = history.Readings.Where(reading => !reading.HasNonFinite)
            .Select(reading => (Reading: reading, Margin: margin(reading))).Where(pair => !double.IsNaN(pair.Margin)).ToList();
        var verdict = shown.Count == 0 || shown[^1].Margin >= 0 ? null : Of([.. shown.Select(pair => pair.Margin)], errorRate / tests);
        if (verdict is not { } found)
        {
            history.Forget(key);
            return null;
        }

        var since = history.Earliest(key, shown[found.Index].Reading.Step);
        return new SequentialEvidence(since, shown[^1].Reading, 1 - Math.Clamp(tests / found.Largest, LeastDoubt, errorRate));
    }

    /// <summary>Where the stretch began in which the evidence has sufficed without a break up to the last margin, and the largest M in it.</summary>
    internal static (int Index, double Largest)? Of(IReadOnlyList<double> margins, double errorRate)
    {
        var enough = 1 / errorRate;
        var running = new List<Sums>();
        int? since = null;
        var largest = 0.0;
        var starts = true;
        for (var index = 0; index < margins.Count; index++)
        {
            var margin = Math.Clamp(margins[index], -FarthestMargin, FarthestMargin);
            if (starts) running.Add(default);
            starts = margin >= 0;
            var sum = 0.0;
            for (var start = 0; start < running.Count; start++)
            {
                running[start] = running[start].With(margin);
                sum += running[start].Evidence / ((start + 1.0) * (start + 2.0));
            }

            since = sum >= enough ? since ?? index : null;
            largest = sum >= enough ? Math.Max(largest, sum) : 0;
        }

        return since is { } found ? (found, largest) : null;
    }

    /// <summary>Count, mean and squared differences from it, by Welford (1962).</summary>
    readonly record struct Sums(int Count, double Mean, double Squares)
    {
        /// <summary>The martingale; 0 where the mean is not negative.</summary>
        public double Evidence
        {
            get
            {
                if (!(Mean < 0)) return 0;
                var q = Squares + (Count * Mean * Mean);
                var power = Math.Log((Count + PriorPrecision) * q / ((Count * Squares) + (PriorPrecision * q)));
                return Math.Exp(Math.Min(700, 0.5 * (Math.Log(PriorPrecision / (Count + PriorPrecision)) + (Count * power))));
            }
        }

        public Sums With(double value)
        {
            var apart = value - Mean;
            var mean = Mean + (apart / (Count + 1));
            return new Sums(Count + 1, mean, Squares + (apart * (value - mean)));
        }
    }
}
