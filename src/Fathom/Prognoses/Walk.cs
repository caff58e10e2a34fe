using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>A signal sent through stages in the order of the forward pass, with everything that theory learns on the way.</summary>
/// <remarks>
/// Poole et al. (2016) for the lengths, Schoenholz et al. (2017) for gradients and correlations: the gradient's multipliers are
/// independent of one another in wide networks, so they can be worked out on the way forward.
/// </remarks>
sealed class Walk
{
    // Far beyond where an activation can still tell one size from another; a deeper signal keeps its size and its decades go on.
    const double Smallest = 1e-240;
    const double Largest = 1e240;

    Walk(List<Step> steps, Signal output)
    {
        Steps = steps;
        Output = output;
    }

    public IReadOnlyList<Step> Steps { get; }

    public Signal Output { get; }

    /// <summary>ln of what the gradient's squared norm is multiplied by on its way back through all stages.</summary>
    public double LogGain { get; private set; }

    /// <summary>Variance over seeds of <see cref="LogGain"/> from the width alone, the signal's size being what theory says.</summary>
    public double Variance { get; private set; }

    /// <summary>d <see cref="LogGain"/> / d ln of the first mean square.</summary>
    public double GainResponse { get; private set; }

    /// <summary>d ln of the last mean square / d ln of the first.</summary>
    public double SizeResponse { get; private set; } = 1;

    /// <summary>Variance over seeds that the stages add to ln of the last mean square.</summary>
    public double SizeNoise { get; private set; }

    public static Walk Over(IReadOnlyList<Stage> stages, Signal input)
    {
        var steps = new List<Step>(stages.Count);
        var signal = input with { ProductSlope = input.Square };
        var (decades, contractions) = (0.0, 0.0);
        var walk = new Walk(steps, signal);
        foreach (var stage in stages)
        {
            var passage = stage.Pass(signal);
            decades += Growth(signal, passage.Output);
            var contraction = Contraction(signal, passage.Output);
            contractions += contraction;
            steps.Add(new Step(stage, signal, passage, decades, contraction) { SizeVariance = walk.SizeNoise });
            walk.Count(passage);
            // Slopes are kept relative to the signal, so that ten thousand contractions do not underflow.
            signal = Bounded(passage.Output with { ProductSlope = passage.Output.Square });
        }

        var slope = signal.Square * Math.Exp(contractions) * (input.Square > 0 ? input.ProductSlope / input.Square : 0);
        return new Walk(steps, signal with { ProductSlope = slope })
        {
            LogGain = walk.LogGain,
            Variance = walk.Variance,
            GainResponse = walk.GainResponse,
            SizeResponse = walk.SizeResponse,
            SizeNoise = walk.SizeNoise,
        };
    }

    public Way AsWay(string name)
    {
        var links = new List<Link>(Steps.Count);
        for (var index = Steps.Count - 1; index >= 0; index--) links.Add(Steps[index].Link);
        return new Way(name, Math.Exp(LogGain / 2), links);
    }

    void Count(Passage passage)
    {
        LogGain += passage.LogGain;
        Variance += passage.Variance;
        GainResponse += passage.GainResponse * SizeResponse;
        SizeResponse *= passage.SizeResponse;
        SizeNoise = passage.SizeResponse * passage.SizeResponse * SizeNoise + passage.SizeNoise;
    }

    static double Contraction(Signal before, Signal after) =>
        before.Square > 0 && after.Square > 0 ? Math.Log(after.ProductSlope / after.Square) : double.NegativeInfinity;

    static double Growth(Signal before, Signal after) => before.Square > 0 ? Math.Log10(after.Square / before.Square) / 2 : 0;

    static Signal Bounded(Signal signal) => signal.Square switch
    {
        > 0 and < Smallest => signal.Scaled(Math.Sqrt(Smallest / signal.Square)),
        > Largest => signal.Scaled(Math.Sqrt(Largest / signal.Square)),
        _ => signal,
    };
}
