using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

static class LayerWords
{
    public static Family All { get; } = new("layer", Spelling.Beside,
    [
        Weighted("linear", "Every output is a weighted sum of all inputs, and a bias.", () => new Linear { Units = 1 },
            Option.Required("units", new WholeForm<int>(1, 1_000_000), (Linear layer) => layer.Units,
                (layer, units) => layer with { Units = units }, "How many outputs there are.")) with { Example = "{ linear: 256, init: he-normal }" },
        Layer("sigmoid", "1 / (1 + e^-x), between 0 and 1, with a slope of at most a quarter.", () => new Sigmoid()),
        Layer("tanh", "The hyperbolic tangent, between -1 and 1, with a slope of at most 1.", () => new Tanh()),
        Layer("relu", "The greater of x and 0; the slope is 0 or 1.", () => new Relu()),
        new("repeat", "Layers that follow one another several times, each time with weights of their own.",
            () => new Repeat { Times = 1, Layers = [] },
            Option.Required("times", new WholeForm<int>(1, Network.MostLayers), (Repeat repeat) => repeat.Times,
                (repeat, times) => repeat with { Times = times }, "How many times."),
            Option.Required("layers", List, (Repeat repeat) => repeat.Layers,
                (repeat, layers) => repeat with { Layers = layers }, "What is repeated.")) { HasMain = true, Example = "{ repeat: 20, layers: [ { linear: 256 }, relu ] }" },
    ]);

    /// <summary>A list of layers.</summary>
    public static ListForm<Layer> List => new(new ChoiceForm<Layer>(() => All), 1, Network.MostLayers);

    static Word Weighted<T>(string name, string doc, Func<T> fresh, params IReadOnlyList<Option> options)
        where T : WeightedLayer =>
        Layer(name, doc, fresh,
        [
            .. options,
            Option.Of("bias", new BooleanForm(), (T layer) => layer.Bias,
                (layer, bias) => (T)((WeightedLayer)layer with { Bias = bias }), "Whether a bias is added."),
            Option.Of("init", InitializationWords.Form, (T layer) => layer.Init,
                (layer, init) => (T)((WeightedLayer)layer with { Init = init }), "How the weights start; unless said, as the network says."),
            Option.Of("bias-init", InitializationWords.Form, (T layer) => layer.BiasInit,
                (layer, init) => (T)((WeightedLayer)layer with { BiasInit = init }), "How the biases start; unless said, as the network says."),
        ]) with { HasMain = options.Count > 0 };

    static Word Layer<T>(string name, string doc, Func<T> fresh, params IReadOnlyList<Option> options)
        where T : Layer =>
        new(name, doc, fresh,
        [
            .. options,
            Option.Of("name", new NameForm(), (T layer) => layer.Name,
                (layer, own) => (T)((Layer)layer with { Name = own }), "The layer's own name; unless said, its kind and a number."),
        ]);
}
