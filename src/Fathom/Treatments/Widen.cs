using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Multiplies the width of the hidden layers.</summary>
/// <remarks>
/// The log of a gradient's squared norm has the variance kL/n and the mean -kL/(2n) over L layers of n units, k = 5 for rectifiers (Hanin and
/// Nica 2019): narrow networks lose gradients by chance. A rectified layer of n units is born dead with the chance 2^-n (Lu et al. 2019).
/// </remarks>
public sealed record Widen : ITreatment
{
    // k for rectifiers (docs/theory.md).
    const double Spread = 5;

    // One training in a hundred that begins with a dead layer.
    const double BornDead = 0.01;

    // Of widths that chance rules, four times as much is the middle way between too little and sixty-four times the weights.
    static readonly int[] Factors = [4, 2, 8];

    static readonly string[] Illnesses = ["dead-units", "vanishing-gradient", "exploding-gradient", "rank-collapse", "loss-plateau", "depth", "activation-slopes"];

    /// <inheritdoc/>
    public string Id => "widen";

    /// <summary>What widths are multiplied by, 2 to 64; 2 unless said otherwise.</summary>
    public int Factor { get; init => field = Require.Between(value, 2, 64, nameof(Factor)); } = 2;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Design;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => Illnesses;

    /// <summary>
    /// The factors 2, 4 and 8 where the network is so narrow for its depth that chance decides: where its gradients differ from seed to seed
    /// by half a decade (one standard deviation), or one seed in a hundred begins with a dead layer.
    /// </summary>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var widths = Widths(recipe.Network);
        if (widths.Count == 0) return [];
        var deviation = Math.Sqrt(Spread * widths.Sum(width => 1.0 / width)) / (2 * Math.Log(10));
        if (deviation < Expectation.Level && widths.Sum(width => Math.Pow(2, -width)) < BornDead) return [];
        return Factors.Select(factor => this with { Factor = factor }).ThatChange(recipe);
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Treated(Division.Of(recipe.Network).RewriteLayers(layer => [Widened(layer)]));
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var widths = Widths(recipe.Network);
        return widths.Count == 0 ? "There is no hidden layer to widen." : FormattableString.Invariant(
            $"Make {Wording.Count(widths.Count, "hidden layer")} {Factor} times as wide: the narrowest from {widths.Min()} to {(long)Factor * widths.Min()}, {ApplyTo(recipe).Network.ParameterCount:N0} weights instead of {recipe.Network.ParameterCount:N0}.");
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => FormattableString.Invariant(
        $"Multiply the outputs of each hidden Linear, Conv2d or recurrent layer by {Factor}, and the inputs of the layer behind it.");

    Layer Widened(Layer layer) => layer switch
    {
        Linear linear when Fits(linear.Units, 1_000_000) => linear with { Units = Factor * linear.Units },
        Maxout maxout when Fits(maxout.Units, 1_000_000) => maxout with { Units = Factor * maxout.Units },
        Convolution convolution when Fits(convolution.Channels, 100_000) => convolution with { Channels = Factor * convolution.Channels },
        RecurrentLayer recurrent when Fits(recurrent.Units, 1_000_000) => recurrent with { Units = Factor * recurrent.Units },
        Embedding embedding when Fits(embedding.Width, 100_000) => embedding with { Width = Factor * embedding.Width },
        TransformerBlock { FeedForward: { } inner } block when Fits(inner, 1_000_000) => block with { FeedForward = Factor * inner },
        _ => layer,
    };

    bool Fits(int width, int most) => (long)Factor * width <= most;

    static List<int> Widths(Network network) =>
    [
        .. Division.Of(network).Trunk.AllPlaces().Select(place => place.Layer switch
        {
            Linear linear => linear.Units,
            Maxout maxout => maxout.Units,
            // A channel is seen at many places, each with numbers of its own.
            Convolution => (int)Math.Min(int.MaxValue, place.Output?.Aggregate(1L, (product, size) => product * size) ?? 0),
            RecurrentLayer recurrent => recurrent.Units,
            _ => 0,
        }).Where(width => width > 0),
    ];
}
