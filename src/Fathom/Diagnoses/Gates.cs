using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>What is known from outside of the gates within a recurrent module, which no probe can enter.</summary>
/// <param name="Gain">How many times the inputs' root mean square the sums are that reach the gates: rms(W)·√fan-in.</param>
/// <param name="Limit">The size of the sums beyond which more than half of them lie where slopes are below a tenth of the greatest.</param>
sealed record Gates(double Gain, double Limit)
{
    /// <summary>Half of all Gaussian numbers are farther out than this many deviations.</summary>
    const double Quartile = 0.674490;

    /// <summary>σ′ is below a tenth of its greatest, 1/40, beyond ln(19 + 6√10); tanh is a sigmoid of twice the argument.</summary>
    static readonly double Sigmoid = Math.Log(19 + (6 * Math.Sqrt(10)));

    /// <summary>The gates of the first layer of a native module or cell, as its weights began; null where they are not known.</summary>
    public static Gates? Of(StepReading reading, PlaceReading cell)
    {
        if (KindOf(cell) is not { } kind || Find(reading, cell, "weight_ih") is not { } input || Find(reading, cell, "weight_hh") is not { } hidden) return null;
        // Of g gates and h units the two matrices are g·h × fan-in and g·h × h.
        var rows = kind.Count * Math.Sqrt((double)hidden.Value!.Count / kind.Count);
        return new Gates(Scales.SizeBefore(input) * Math.Sqrt(input.Value!.Count / rows), kind.Edge / Quartile);
    }

    /// <summary>The size of the sums of inputs of a root mean square of <paramref name="inputs"/>.</summary>
    public double SizeFor(double inputs) => Gain * inputs;

    /// <summary>An Elman network may have rectifiers instead; then its answers exceed 1.</summary>
    static (int Count, double Edge)? KindOf(PlaceReading cell) => cell.Type switch
    {
        "LSTM" or "LSTMCell" => (4, Sigmoid),
        "GRU" or "GRUCell" => (3, Sigmoid),
        "RNN" or "RNNCell" when cell.Activation is { LargestMagnitude: <= 1 } => (1, Sigmoid / 2),
        _ => null,
    };

    static ParameterReading? Find(StepReading reading, PlaceReading cell, string name) => reading.Parameters.FirstOrDefault(parameter =>
        parameter is { Value: { HasNonFinite: false, Count: > 0 } } && LayerProfile.Owner(parameter.Name) == cell.Name
        && parameter.Name.AsSpan(cell.Name.Length + 1).StartsWith(name, StringComparison.Ordinal));
}
