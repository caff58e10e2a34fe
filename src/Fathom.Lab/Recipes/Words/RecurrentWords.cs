using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Layers that carry a state through time, and what makes one answer of a sequence.</summary>
static class RecurrentWords
{
    public static IReadOnlyList<Word> All =>
    [
        Recurrent("rnn", "The plain recurrent layer, h = φ(W x + b + U h + c), over a sequence [time, features].", () => new Rnn { Units = 1 },
            Option.Of("activation", new EnumForm<RecurrentActivation>(), (Rnn layer) => layer.Activation,
                (layer, activation) => layer with { Activation = activation }, "The function φ: tanh or relu.")),
        Recurrent("lstm", "Long short-term memory: gates write, keep and read a cell.", () => new Lstm { Units = 1 }, Forget<Lstm>()),
        Recurrent("gru", "The gated recurrent unit: one gate keeps or overwrites the state.", () => new Gru { Units = 1 }, Forget<Gru>()),
        LayerWord.Plain("last-step", "Of a sequence, what stands at its last time step.", () => new LastStep()),
        LayerWord.Plain("mean-over-time", "Of a sequence, the mean over its time steps.", () => new MeanOverTime()),
    ];

    static Word Recurrent<T>(string name, string doc, Func<T> fresh, params IReadOnlyList<Option> options)
        where T : RecurrentLayer =>
        LayerWord.Weighted(name, doc, fresh,
        [
            Option.Required("units", new WholeForm<int>(1, 1_000_000), (T layer) => layer.Units,
                (layer, units) => (T)((RecurrentLayer)layer with { Units = units }), "How many numbers the state of one direction has."),
            Option.Of("layers", new WholeForm<int>(1, 1000), (T layer) => layer.Layers,
                (layer, layers) => (T)((RecurrentLayer)layer with { Layers = layers }), "How many such layers stand on one another."),
            Option.Of("bidirectional", new BooleanForm(), (T layer) => layer.Bidirectional,
                (layer, both) => (T)((RecurrentLayer)layer with { Bidirectional = both }), "Whether a second direction reads the sequence from its end."),
            Option.Of("form", new EnumForm<RecurrentForm>(), (T layer) => layer.Form,
                (layer, form) => (T)((RecurrentLayer)layer with { Form = form }), "Whole, as one fast module of torch's own, or cells, whose every time step probes can see."),
            Option.Of("output", new EnumForm<RecurrentOutput>(), (T layer) => layer.Output,
                (layer, output) => (T)((RecurrentLayer)layer with { Output = output }), "Whether the states of all time steps are passed on, sequence, or only the last."),
            .. options,
            Option.Of("recurrent-init", InitializationWords.Form, (T layer) => layer.RecurrentInit,
                (layer, init) => (T)((RecurrentLayer)layer with { RecurrentInit = init }), "How the weights from state to state start, each gate by itself; unless said, like those from the input."),
            Option.Of("layer-norm", new BooleanForm(), (T layer) => layer.LayerNorm,
                (layer, norm) => (T)((RecurrentLayer)layer with { LayerNorm = norm }), "Whether each time step is normalised over its units; brings cells."),
            Option.Of("dropout", new NumberForm(0, 1) { Below = true }, (T layer) => layer.Dropout,
                (layer, share) => (T)((RecurrentLayer)layer with { Dropout = share }), "The share of numbers dropped from what enters at each time step; brings cells."),
            Option.Of("variational", new BooleanForm(), (T layer) => layer.Variational,
                (layer, same) => (T)((RecurrentLayer)layer with { Variational = same }), "Whether dropout uses one mask for all time steps, and drops from the state as well."),
            Option.Of("truncate", new WholeForm<int>(1, 1_000_000), (T layer) => layer.Truncate,
                (layer, steps) => (T)((RecurrentLayer)layer with { Truncate = steps }), "After how many time steps the gradient is cut; unless said, never; brings cells."),
        ]);

    static Option Forget<T>()
        where T : GatedLayer =>
        Option.Of("forget-bias", new ForgetBiasForm(), (T layer) => layer.ForgetBias,
            (layer, bias) => (T)((GatedLayer)layer with { ForgetBias = bias }), "How the bias of the gate that keeps the state starts: a number, or chrono(T) for memories of up to T steps.");
}
