using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Makes words for layers, with the options that all layers of a sort have.</summary>
static class LayerWord
{
    /// <summary>A layer that has a name.</summary>
    public static Word Plain<T>(string name, string doc, Func<T> fresh, params IReadOnlyList<Option> options)
        where T : Layer =>
        new(name, doc, fresh,
        [
            .. options,
            Option.Of("name", new NameForm(), (T layer) => layer.Name,
                (layer, own) => (T)((Layer)layer with { Name = own }), "The layer's own name; unless said, its kind and a number."),
        ]);

    /// <summary>A layer with weights; its first option may stand without a name.</summary>
    public static Word Weighted<T>(string name, string doc, Func<T> fresh, params IReadOnlyList<Option> options)
        where T : WeightedLayer =>
        Plain(name, doc, fresh,
        [
            .. options,
            Option.Of("bias", new BooleanForm(), (T layer) => layer.Bias,
                (layer, bias) => (T)((WeightedLayer)layer with { Bias = bias }), "Whether a bias is added."),
            Option.Of("init", InitializationWords.Form, (T layer) => layer.Init,
                (layer, init) => (T)((WeightedLayer)layer with { Init = init }), "How the weights start; unless said, as the network says."),
            Option.Of("bias-init", InitializationWords.Form, (T layer) => layer.BiasInit,
                (layer, init) => (T)((WeightedLayer)layer with { BiasInit = init }), "How the biases start; unless said, as the network says."),
        ]) with { HasMain = options.Count > 0 };

    /// <summary>A layer whose weights may be learnt as a direction and a length.</summary>
    public static Word Affine<T>(string name, string doc, Func<T> fresh, params IReadOnlyList<Option> options)
        where T : AffineLayer =>
        Weighted(name, doc, fresh,
        [
            .. options,
            Option.Of("weight-norm", new BooleanForm(), (T layer) => layer.WeightNorm,
                (layer, normed) => (T)((AffineLayer)layer with { WeightNorm = normed }), "Whether the weights are learnt as a direction and a length for each output."),
        ]);
}
