namespace Fathom.Ledger;

/// <summary>What is left of a gradient at each time step of a module that was called once per time step, or that took the whole sequence.</summary>
/// <remarks>
/// <para>The norm at a step is that of the loss's gradient with respect to everything the module returned there: the hidden state, in an
/// LSTM with its memory. Where the loss looks only at the end, the norms tell how far back a memory reaches; where every step answers for
/// itself, each norm holds the answers of that step and of all later ones.</para>
/// <para>Of a module that takes a whole sequence at once only the gradient with respect to what went in at each step is known. That is the
/// state's gradient times the same input weights at every step, so that it falls alike; of several layers or directions inside the module
/// it tells all together.</para>
/// <para>Steps count in the order of the calls: a direction that reads from the end has its first call at the last time step.</para>
/// </remarks>
public sealed class TimeLedger
{
    TimeLedger(string module, IReadOnlyList<double> norms, bool isWhole = false) => (Module, Norms, IsWhole) = (module, norms, isWhole);

    /// <summary>True where the module took the whole sequence at once, so that norms are those of its input.</summary>
    public bool IsWhole { get; }

    /// <summary>The module that was called.</summary>
    public string Module { get; }

    /// <summary>
    /// L2 norm of the gradient at each call, in the order of the calls; 0 where nothing arrived, NaN where it was not finite.
    /// </summary>
    public IReadOnlyList<double> Norms { get; }

    /// <summary>How many time steps there are, at least 2.</summary>
    public int Steps => Norms.Count;

    /// <summary>
    /// log10 of what a gradient's norm is multiplied by on its way back over one step: the mean from the last step to the first that has any
    /// gradient left. Negative where it shrinks; NaN where the last step has none.
    /// </summary>
    public double DecadesPerStep
    {
        get
        {
            var first = FirstCounted;
            return first == Steps - 1 ? double.NaN : Decades(first) / (Steps - 1 - first);
        }
    }

    /// <summary>
    /// The ledger of each module that was called more than once in <paramref name="reading"/> and answered with a state, and of each that
    /// took a whole sequence.
    /// </summary>
    public static IReadOnlyList<TimeLedger> All(StepReading reading) =>
    [
        .. reading.Places.Where(place => place.GradientThroughTime.Count > 1 || place is { Kind: LinkKind.Recurrent, Call: 1, Output: 0 })
            .Select(place => place.Name).Distinct(StringComparer.Ordinal).Select(name => Of(reading, name)!),
    ];

    /// <summary>The ledger of <paramref name="module"/>; null where it was neither called at least twice nor took a sequence.</summary>
    public static TimeLedger? Of(StepReading reading, string module)
    {
        var outputs = reading.Places.Where(place => string.Equals(place.Name, module, StringComparison.Ordinal)).ToList();
        if (outputs.Find(place => place.GradientThroughTime.Count > 1) is { } whole) return new TimeLedger(module, whole.GradientThroughTime, isWhole: true);
        var calls = outputs.GroupBy(place => place.Call).OrderBy(call => call.Key).Select(call => Norm(call)).ToArray();
        return calls.Length < 2 ? null : new TimeLedger(module, calls);
    }

    /// <summary>The ledger of one of a module's outputs alone, such as an LSTM's memory; null where it was not seen at two calls.</summary>
    public static TimeLedger? OfOutput(StepReading reading, string module, int output)
    {
        var calls = reading.Places.Where(place => place.Output == output && string.Equals(place.Name, module, StringComparison.Ordinal))
            .GroupBy(place => place.Call).OrderBy(call => call.Key).Select(call => Norm(call)).ToArray();
        return calls.Length < 2 ? null : new TimeLedger(module, calls);
    }

    /// <summary>
    /// log10 of the norm at call <paramref name="step"/> over that at the last call; -∞ where nothing is left, NaN where either is not
    /// finite or the last has none.
    /// </summary>
    public double Decades(int step) => Norms[^1] > 0 ? Math.Log10(Norms[step] / Norms[^1]) : double.NaN;

    /// <summary>
    /// The memory's horizon: over how many steps back at least <paramref name="share"/> of the norm at the last call is left, and no less
    /// at any step between. One less than <see cref="Steps"/> where that holds down to the first call.
    /// </summary>
    /// <param name="share">Above 0, below 1; 0.001 unless said otherwise.</param>
    /// <returns>0 where already one step loses more; -1 where the last call has no gradient.</returns>
    public int Horizon(double share = 1e-3)
    {
        var least = Math.Log10(Require.Fraction(share));
        var back = -1;
        while (back + 1 < Steps && Decades(Steps - 2 - back) >= least) back++;
        return back;
    }

    /// <summary>The earliest call down to which every later one has a gradient that is finite and not zero.</summary>
    int FirstCounted
    {
        get
        {
            var first = Steps - 1;
            while (first > 0 && double.IsFinite(Decades(first - 1))) first--;
            return first;
        }
    }

    static double Norm(IEnumerable<PlaceReading> outputs)
    {
        var norms = outputs.Select(place => place.Gradient).Where(gradient => gradient is not null)
            .Select(gradient => gradient!.HasNonFinite ? double.NaN : gradient.Norm).ToArray();
        // By hand the squares of two norms of 1e-200 would be zero.
        return norms.Aggregate(0.0, double.Hypot);
    }
}
