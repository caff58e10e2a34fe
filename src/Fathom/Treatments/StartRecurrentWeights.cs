using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Starts the weights from state to state so that a step keeps the norm: orthogonal, or as the identity with relu.</summary>
/// <remarks>
/// Saxe, McClelland and Ganguli (2014) and Henaff, Szlam and LeCun (2016) for orthogonal; Le, Jaitly and Hinton (2015), A simple way to
/// initialize recurrent networks of rectified linear units, for the identity, which wants clipped gradients: raw norms come to 2e7.
/// </remarks>
public sealed record StartRecurrentWeights : ITreatment
{
    static readonly string[] Illnesses =
        ["short-memory", "exploding-through-time", "vanishing-gradient", "exploding-gradient", "poor-initialization", "recurrent-steps", "symmetric-weights"];

    // Le, Jaitly and Hinton clip at 1 to 100; a state that nothing bounds has gradients of any size.
    const int ClipNorm = 1;

    /// <inheritdoc/>
    public string Id => "start-recurrent-weights";

    /// <summary>How; orthogonal unless said otherwise.</summary>
    public RecurrentStart Start { get; init; }

    /// <summary>The identity changes the activation as well.</summary>
    public Invasiveness Invasiveness => Start == RecurrentStart.Identity ? Invasiveness.Part : Invasiveness.Start;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => Illnesses;

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) =>
        new ITreatment[] { this with { Start = RecurrentStart.Orthogonal }, this with { Start = RecurrentStart.Identity } }.ThatChange(recipe);

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var started = recipe.Treated(recipe.Network.Rewrite(layer => [layer is RecurrentLayer recurrent ? Started(recurrent) : layer]));
        return Start == RecurrentStart.Identity && !started.Network.Equals(recipe.Network) ? started with { Training = started.Training with { ClipNorm = Math.Min(started.Training.ClipNorm, ClipNorm) } } : started;
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return Start == RecurrentStart.Identity
            ? $"Start the recurrent weights of {Wording.Count(recipe.Network.CountOf<Rnn>(_ => true), "plain recurrent layer")} as the identity, with relu and biases at zero, and clip the gradient's norm at {ClipNorm}."
            : $"Start the recurrent weights of {Wording.Count(recipe.Network.CountOf<RecurrentLayer>(_ => true), "recurrent layer")} orthogonal, with {Gains(recipe)}.";
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return Start == RecurrentStart.Identity
            ? "Make the layer with NonLinearities.ReLU, and start the parameter weight_hh_l0 with init.eye_ and bias_ih_l0 and bias_hh_l0 with init.zeros_; call torch.nn.utils.clip_grad_norm_(model.parameters(), 1) between loss.backward() and optimizer.step()."
            : $"Start the parameter weight_hh_l0 with init.orthogonal_(weight, gain), each gate's square of units by units by itself, with {Gains(recipe)}.";
    }

    static string Gains(Recipe recipe) => string.Join(" and ", recipe.Network.AllPlaces().Select(place => place.Layer).OfType<RecurrentLayer>()
        .Select(GainOf).Distinct().Select(gain => FormattableString.Invariant($"gain {gain:0.####}")));

    RecurrentLayer Started(RecurrentLayer layer) => (Start, layer) switch
    {
        (RecurrentStart.Orthogonal, _) => layer with { RecurrentInit = new Orthogonal { Gain = GainOf(layer) } },
        (_, Rnn rnn) => rnn with { Activation = RecurrentActivation.Relu, RecurrentInit = new IdentityWeights(), BiasInit = rnn.Bias ? new Zeros() : rnn.BiasInit },
        _ => layer,
    };

    // A rectifier halves the squared norm of what passes.
    static double GainOf(RecurrentLayer layer) => layer is Rnn { Activation: RecurrentActivation.Relu } ? Math.Sqrt(2) : 1;
}
