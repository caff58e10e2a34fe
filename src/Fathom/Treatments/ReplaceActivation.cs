using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Puts another activation in the place of the hidden ones, and starts the weights as it asks for.</summary>
/// <remarks>
/// Glorot, Bordes and Bengio (2011), Deep sparse rectifier neural networks; Maas (2013), He (2015), Clevert (2016) and Klambauer (2017) for
/// the others. An initialisation that was chosen for something else than the old activation stays as it is.
/// </remarks>
public sealed record ReplaceActivation : ITreatment
{
    // Many units' worth of slope is left below zero even after several layers: 0.2 of each, where 0.01 leaves 1e-8 after four.
    const double LeakySlope = 0.2;

    static readonly string[] Illnesses =
    [
        "vanishing-gradient", "exploding-gradient", "saturated-activation", "dead-units", "rank-collapse", "loss-plateau", "poor-initialization",
        "activation-slopes", "depth",
    ];

    /// <inheritdoc/>
    public string Id => "replace-activation";

    /// <summary>What comes in place of the others; relu unless said otherwise.</summary>
    public Activation By { get; init; } = new Relu();

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Part;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => Illnesses;

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(finding);
        var hidden = Division.Of(recipe.Network).HiddenActivations;
        IEnumerable<Activation> forms = hidden.Any(Saturates) ? [new Relu(), new LeakyRelu { Slope = LeakySlope }, new Selu(), new Tanh()]
            : hidden.Any(activation => activation is Relu) && IsAboutDeath(finding) ? [new LeakyRelu { Slope = LeakySlope }, new Prelu(), new Elu(), new Gelu()]
            : hidden.Any(activation => activation is Exponential) ? [new Relu(), new Tanh()]
            : hidden.Any(activation => activation is Softplus) ? [new Relu(), new Silu()]
            : [];
        return forms.Where(form => !hidden.Contains(form)).Select(form => this with { By = form }).ThatChange(recipe);
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var network = FittingStart.Named(recipe.Network);
        var division = Division.Of(network);
        var by = By with { Name = null };
        var old = division.HiddenActivations.Where(activation => !activation.Equals(by)).ToList();
        if (old.Count == 0) return recipe;

        var inner = FeedForwardOf(by);
        var replaced = division.RewriteLayers(layer => [layer switch
        {
            Activation activation and not Identity => by with { Name = activation.Name },
            AffineLayer { Init: { } init } affine when FitsAny(init, old) => affine with { Init = FittingStart.Moved(init, by) },
            TransformerBlock { Activation: FeedForwardActivation.Tanh } block when inner is { } function => block with { Activation = function },
            _ => layer,
        }]);
        return recipe.Treated(FitsAny(network.Init, old) ? Pinned(replaced, network.Init) with { Init = FittingStart.Moved(network.Init, by) } : replaced);
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var start = ApplyTo(recipe).Network.Init;
        var starting = start.Equals(recipe.Network.Init) ? "" : $" and start the weights {Wording.Of(start)}";
        return $"Replace {Wording.Count(Replaced(recipe).Count, "hidden activation")} ({Names(recipe, Wording.Of)}) by {Wording.Of(By)}{starting}.";
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var start = ApplyTo(recipe).Network.Init;
        var starting = start.Equals(recipe.Network.Init) ? "" : $", and start each Linear's weight with {Wording.Code(start, "linear.weight")} and its bias with init.zeros_(linear.bias)";
        return $"Replace {Names(recipe, Wording.Code)} between the layers by {Wording.Code(By)}{starting}.";
    }

    /// <summary>Recurrent layers and transformer blocks bring activations of their own: their start stays what it was.</summary>
    static Network Pinned(Network network, Initialization old) => network.Rewrite(layer => [layer switch
    {
        RecurrentLayer { Init: null } recurrent => recurrent with { Init = old },
        TransformerBlock { Init: null } block => block with { Init = old },
        _ => layer,
    }]);

    IReadOnlyList<Activation> Replaced(Recipe recipe) =>
    [
        .. Division.Of(recipe.Network).ChangeablePlaces.Select(place => place.Layer).OfType<Activation>()
            .Where(layer => layer is not Identity && !(layer with { Name = null }).Equals(By with { Name = null })),
    ];

    string Names(Recipe recipe, Func<Activation, string> name) => string.Join(", ", Replaced(recipe).Select(name).Distinct(StringComparer.Ordinal));

    static bool FitsAny(Initialization init, List<Activation> old) => old.Exists(activation => FittingStart.Fits(init, activation));

    static bool Saturates(Activation activation) => activation is Sigmoid or HardSigmoid or Tanh or HardTanh or Softsign or Softmax or LogSoftmax;

    // Units that died: by name, or because slopes of zero are what the gradient meets.
    static bool IsAboutDeath(Finding finding) => finding.Id == "dead-units" || finding.Causes.Any(cause => cause.Id == "activation-slopes");

    static FeedForwardActivation? FeedForwardOf(Activation activation) => activation switch
    {
        Relu or LeakyRelu or Prelu => FeedForwardActivation.Relu,
        Gelu => FeedForwardActivation.Gelu,
        Silu => FeedForwardActivation.Silu,
        _ => null,
    };
}
