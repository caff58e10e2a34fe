using Fathom.Diagnoses;
using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Starts the weights another way, in all layers between whose outputs activations stand, and the biases at zero.</summary>
/// <remarks>
/// Glorot and Bengio (2010), He et al. (2015), Saxe et al. (2014), Mishkin and Matas (2016), Schoenholz et al. (2017). What layers said of
/// their own start is taken back, with three exceptions: the output layer's biases, which set the first answers; a last layer of a residual
/// branch that starts at zero; and recurrent layers and transformer blocks, which keep theirs unless it knows neither width nor activation.
/// </remarks>
public sealed record Reinitialize : ITreatment
{
    static readonly string[] Illnesses =
    [
        "poor-initialization", "vanishing-gradient", "exploding-gradient", "saturated-activation", "dead-units", "rank-collapse", "non-finite", "loss-plateau",
        "weight-scale", "activation-slopes", "symmetric-weights", "overflow",
    ];

    /// <inheritdoc/>
    public string Id => "reinitialize";

    /// <summary>How the weights start; he-normal unless said otherwise.</summary>
    public Initialization Init { get; init; } = new HeNormal();

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Start;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => Illnesses;

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var network = recipe.Network;
        var division = Division.Of(network);
        var layers = network.WrittenLayers().OfType<WeightedLayer>().ToList();
        // Without a layer of its own to start, it would change the output layer alone.
        if (!division.Trunk.WrittenLayers().Any(layer => layer is AffineLayer or Maxout) && !layers.Exists(layer => FittingStart.IsBlind(network.InitOf(layer)))) return [];
        return Forms(network, division.HiddenActivations).Select(form => this with { Init = form }).ThatChange(recipe);
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var network = FittingStart.Named(recipe.Network);
        var division = Division.Of(network);
        var zeroEnds = new HashSet<Layer>(network.WrittenLayers().OfType<Residual>().Select(LastWeights).OfType<Layer>(), ReferenceEqualityComparer.Instance);
        var output = new HashSet<Layer>(division.Head, ReferenceEqualityComparer.Instance);
        var restarted = network.Rewrite(layer =>
            [zeroEnds.Contains(layer) && layer is WeightedLayer { Init: Zeros } ? layer : Restarted(layer, network, output.Contains(layer))]);
        restarted = restarted with { Init = Init, BiasInit = null };
        return restarted.Equals(recipe.Network) ? recipe : recipe.Treated(restarted);
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var own = recipe.Network.WrittenLayers().OfType<WeightedLayer>().Count(layer => layer is AffineLayer or Maxout && (layer.Init ?? layer.BiasInit) is not null);
        var also = own == 0 ? "" : $", also in {Wording.Count(own, "layer")} with a start of their own";
        var biases = recipe.Network.BiasInit is { } old ? $" (they started {Wording.Of(old)})" : "";
        return $"Start the weights {Wording.Of(Init)} instead of {Wording.Of(recipe.Network.Init)}{also}, and the biases {(Init is Critical or TorchDefault ? "with it" : "at zero")}{biases}.";
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => Init is Lsuv
        ? "Start each Linear's and Conv2d's weight with init.orthogonal_(layer.weight), then, from the first layer on, run one batch and divide the weight by the standard deviation of the layer's output until that is 1 within 0.1."
        : $"After the model is built, start each Linear's and Conv2d's weight with {Wording.Code(Init, "layer.weight")}, and its bias with {BiasCode}.";

    string BiasCode => Init is Critical { Activation: { } activation } && CriticalPoint.Of(activation) is { BiasVariance: > 0 } point
        ? FormattableString.Invariant($"init.normal_(layer.bias, 0, {Math.Sqrt(point.BiasVariance):0.####})")
        : "init.zeros_(layer.bias)";

    Layer Restarted(Layer layer, Network network, bool isOutput) => layer switch
    {
        AffineLayer affine => affine with { Init = null, BiasInit = isOutput ? affine.BiasInit : null },
        Maxout maxout => maxout with { Init = null, BiasInit = isOutput ? maxout.BiasInit : null },
        Embedding { Init: Constant or Zeros } embedding => embedding with { Init = null },
        RecurrentLayer recurrent when FittingStart.IsBlind(network.InitOf(recurrent)) => recurrent with
        {
            Init = new XavierUniform(),
            RecurrentInit = recurrent.RecurrentInit is null or Constant or Zeros ? new Orthogonal() : recurrent.RecurrentInit,
        },
        RecurrentLayer recurrent => recurrent with { Init = Own(recurrent, network) },
        TransformerBlock block => block with { Init = FittingStart.IsBlind(network.InitOf(block)) ? new XavierUniform() : Own(block, network) },
        _ => layer,
    };

    // What the network said so far has to be said by the layer from now on.
    Initialization? Own(WeightedLayer layer, Network network) => layer.Init ?? (network.Init.Equals(Init) ? null : network.Init);

    static IEnumerable<Initialization> Forms(Network network, IReadOnlyList<Activation> hidden)
    {
        var layers = network.WrittenLayers().ToList();
        var only = hidden is [var single] ? single : null;
        // Of several kinds, the one that halves what passes asks for most.
        var leading = only ?? hidden.FirstOrDefault(FittingStart.IsRectifier) ?? (hidden.Count > 0 ? hidden[0] : null);
        var isSmooth = only is Gelu or Silu or Mish or HardSwish or Softplus;
        if (layers.Exists(layer => layer is Maxout) && hidden.Count == 0) yield return new LecunNormal();
        // Deep smooth rectifiers drift from their half-stable point, and only a start that looks at the data holds them there.
        else if (isSmooth && CanScale(layers)) yield return new Lsuv();
        yield return FittingStart.Of(leading);
        // Of rectifiers with a kink He's start is the critical one; the sigmoid's lies where most units are saturated.
        if (only is not (null or Sigmoid or HardSigmoid or Relu or LeakyRelu or Prelu)) yield return new Critical { Activation = only };
        yield return layers.Exists(layer => layer is Convolution)
            ? new DeltaOrthogonal { Gain = FittingStart.GainOf(leading) }
            : new Orthogonal { Gain = FittingStart.GainOf(leading) };
        if (!isSmooth && CanScale(layers)) yield return new Lsuv();
    }

    static bool CanScale(List<Layer> layers) => !layers.Exists(layer => layer is Residual { Scale: FixupScale } or AffineLayer { WeightNorm: true });

    static Layer? LastWeights(Residual block) => block.Layers.LastOrDefault(layer => layer is WeightedLayer);
}
