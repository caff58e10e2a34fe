using Fathom.Statistics;

namespace Fathom.Ledger;

/// <summary>The layers of one reading that can learn, from the first to the last.</summary>
public static class LayerProfile
{
    /// <summary>
    /// Every module of <paramref name="reading"/> whose own parameters have a gradient and a learning rate that is not zero, and whose
    /// output gradient was seen, in the order of the forward pass. Frozen layers are left out: they are not meant to learn.
    /// </summary>
    public static IReadOnlyList<LayerState> Of(StepReading reading)
    {
        var atOutput = reading.Ledger.OutputNorm;
        if (!(atOutput > 0) || !double.IsFinite(atOutput)) return [];

        var parameters = reading.Parameters.Where(Learns).ToLookup(parameter => Owner(parameter.Name), StringComparer.Ordinal);
        return
        [
            .. reading.Places
                .Where(place => place.Gradient is { HasNonFinite: false } && parameters.Contains(place.Name))
                .GroupBy(place => place.Name, StringComparer.Ordinal)
                .Select(calls => State(calls.First(), calls.Max(place => place.Gradient!.Norm) / atOutput, parameters[calls.Key])),
        ];
    }

    /// <summary>The module that owns a parameter: everything before the last dot, or "network".</summary>
    public static string Owner(string parameter) =>
        parameter.LastIndexOf('.') is > 0 and var dot ? parameter[..dot] : "network";

    static bool Learns(ParameterReading parameter) => parameter is { Gradient: not null, Value: not null } && parameter.LearningRate != 0;

    static LayerState State(PlaceReading place, double share, IEnumerable<ParameterReading> parameters)
    {
        var main = parameters.MaxBy(parameter => parameter.Value!.Count)!;
        var ratio = main.Update?.Ratio ?? double.NaN;
        var shifts = parameters.Where(parameter => parameter != main && parameter.Update is not null).Select(parameter => Shift(parameter, place.Activation));
        return new LayerState(
            place.Name, place.Type, Math.Log10(share), ratio, shifts.Append(ratio).Where(double.IsFinite).DefaultIfEmpty(ratio).Max(),
            main.Update?.LostShare ?? double.NaN, Ratio(main.Gradient!, main.Value!));
    }

    /// <summary>What a bias changed, over the larger of its own size and that of the output which it shifts: biases may begin at zero.</summary>
    static double Shift(ParameterReading bias, TensorSummary? output)
    {
        var change = bias.Update!.Change;
        var size = Math.Max(bias.Value!.RootMeanSquare, output?.RootMeanSquare ?? 0);
        return size > 0 ? change.RootMeanSquare / size : double.NaN;
    }

    static double Ratio(TensorSummary gradient, TensorSummary value) =>
        gradient.HasNonFinite || value.HasNonFinite || value.Norm == 0 ? double.NaN : gradient.Norm / value.Norm;
}
