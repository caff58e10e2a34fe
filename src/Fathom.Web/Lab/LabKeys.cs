using System.Globalization;
using Fathom.Recipes;

namespace Fathom.Web.Lab;

/// <summary>The keys of a URL, one for each control; a test holds them against the properties of <see cref="LabState"/>.</summary>
static class LabKeys
{
    public static IReadOnlyList<LabKey> All { get; } =
    [
        Word("data", "The data", LabWords.Data, state => state.Data, (state, code) => state with { Data = code }),
        new("std", "Standardising", "0 or 1", state => state.Standardize ? "1" : "0", (state, text) => text is "0" or "1" ? state with { Standardize = text == "1" } : null),
        Whole("depth", "The depth", LabRanges.Depth, state => state.Depth, (state, value) => state with { Depth = value }),
        Whole("width", "The width", LabRanges.Width, state => state.Width, (state, value) => state with { Width = value }),
        Word("act", "The activation", LabWords.Activations, state => state.Activation, (state, code) => state with { Activation = code }),
        new("layers", "Layers with an activation of their own", "a list such as 3-tanh_5-sigmoid", state => Written(state.Layers), ReadLayers),
        Word("init", "The weights' start", LabWords.Inits, state => state.Init, (state, code) => state with { Init = code }),
        Number("gain", "The gain", LabRanges.Gain, state => state.Gain, (state, value) => state with { Gain = value }),
        new("factors", "Factors", "a list of numbers from 0 to 10 such as 0.5_0.4", state => Written(state.Factors), ReadFactors),
        Number("bias", "The biases' start", LabRanges.BiasStart, state => state.BiasStart, (state, value) => state with { BiasStart = value }),
        Word("norm", "The normalisation", LabWords.Norms, state => state.Norm, (state, code) => state with { Norm = code }),
        Word("skip", "The skips", LabWords.Skips, state => state.Skips, (state, code) => state with { Skips = code }),
        Whole("around", "The layers around which a skip leads", LabRanges.Around, state => state.Around, (state, value) => state with { Around = value }),
        Word("cell", "The cell", LabWords.Cells, state => state.Cell, (state, code) => state with { Cell = code }),
        Whole("stack", "The recurrent layers", LabRanges.Stack, state => state.Stack, (state, value) => state with { Stack = value }),
        Word("rec", "The recurrent weights' start", LabWords.RecurrentStarts, state => state.RecurrentStart, (state, code) => state with { RecurrentStart = code }),
        Word("forget", "The forget bias", LabWords.ForgetBiases, state => state.ForgetBias, (state, code) => state with { ForgetBias = code }),
        Whole("time", "The time steps", LabRanges.Length, state => state.Length, (state, value) => state with { Length = value }),
        Word("opt", "The optimizer", LabWords.Optimizers, state => state.Optimizer, (state, code) => state with { Optimizer = code }),
        Number("lr", "The learning rate", LabRanges.LearningRate, state => state.LearningRate, (state, value) => state with { LearningRate = value }),
        Number("clip", "The clipping norm", LabRanges.Clip, state => state.Clip, (state, value) => state with { Clip = value }, orZero: true),
        Number("drop", "The dropout", LabRanges.Dropout, state => state.Dropout, (state, value) => state with { Dropout = value }),
        Number("decay", "The weight decay", LabRanges.WeightDecay, state => state.WeightDecay, (state, value) => state with { WeightDecay = value }),
        Word("prec", "The precision", LabWords.Precisions, state => state.Precision, (state, code) => state with { Precision = code }),
        Whole("batch", "The batch", LabRanges.Batch, state => state.Batch, (state, value) => state with { Batch = value }),
        Whole("steps", "The steps", LabRanges.Steps, state => state.Steps, (state, value) => state with { Steps = value }),
        Whole("seed", "The seed", LabRanges.Seed, state => state.Seed, (state, value) => state with { Seed = value }),
    ];

    public static LabKey? Find(string name) => All.FirstOrDefault(key => key.Name == name);

    static LabKey Word(string name, string label, IReadOnlyList<LabWord> table, Func<LabState, string> read, Func<LabState, string, LabState> change) =>
        new(name, label, $"one of {string.Join(", ", table.Select(word => word.Code))}", read,
            (state, text) => LabWords.Find(table, text) is { } word ? change(state, word.Code) : null);

    static LabKey Whole(string name, string label, LabRange<int> range, Func<LabState, int> read, Func<LabState, int, LabState> change) =>
        new(name, label, string.Create(CultureInfo.InvariantCulture, $"a whole number from {range.Least} to {range.Most}"),
            state => read(state).ToString(CultureInfo.InvariantCulture),
            (state, text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && range.Holds(value) ? change(state, value) : null);

    static LabKey Number(
        string name, string label, LabRange<double> range, Func<LabState, double> read, Func<LabState, double, LabState> change, bool orZero = false) =>
        new(name, label, string.Create(CultureInfo.InvariantCulture, $"{(orZero ? "0 or " : "")}a number from {range.Least} to {range.Most}"),
            state => Text(read(state)),
            (state, text) => Parse(text) is { } value && (range.Holds(value) || (orZero && value == 0)) ? change(state, value) : null);

    static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    static double? Parse(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    static string Written(ValueList<LayerChoice> choices) =>
        string.Join('_', choices.Select(choice => string.Create(CultureInfo.InvariantCulture, $"{choice.Layer}-{choice.Activation}")));

    static string Written(ValueList<double> factors) => string.Join('_', factors.Select(Text));

    static LabState? ReadLayers(LabState state, string text)
    {
        var choices = new List<LayerChoice>();
        foreach (var part in text.Split('_', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('-', StringComparison.Ordinal);
            if (at < 1 || !int.TryParse(part[..at], NumberStyles.None, CultureInfo.InvariantCulture, out var layer) || !LabRanges.Depth.Holds(layer)
                || LabWords.Find(LabWords.Activations, part[(at + 1)..]) is not { } word) return null;
            choices.Add(new(layer, word.Code));
        }

        return state with { Layers = [.. choices] };
    }

    static LabState? ReadFactors(LabState state, string text)
    {
        var factors = text.Split('_', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();
        return factors.Count < LabRanges.Depth.Most && factors.TrueForAll(factor => factor is { } value && LabRanges.Factor.Holds(value))
            ? state with { Factors = [.. factors.Select(factor => factor!.Value)] }
            : null;
    }
}
