using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Drops numbers by chance behind each hidden activation, so that units do not rely on single others.</summary>
/// <remarks>
/// Srivastava et al. (2014), Dropout; behind SELU alpha dropout (Klambauer et al. 2017). It answers overfitting, which no diagnosis of gradients
/// looks for: nothing proposes it by itself. Not together with batch normalisation (Li, Chen, Hu and Yang 2019, whose variances it shifts).
/// </remarks>
public sealed record AddDropout : ITreatment
{
    static readonly double[] Chances = [0.2, 0.5];

    /// <inheritdoc/>
    public string Id => "add-dropout";

    /// <summary>With which chance a number is dropped, above 0, below 1; 0.2 unless said otherwise.</summary>
    public double Probability { get; init => field = Require.Fraction(value, nameof(Probability)); } = 0.2;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Part;

    /// <summary>Nothing that Fathom diagnoses.</summary>
    public IReadOnlyList<string> Answers => [];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) =>
        Chances.Select(chance => this with { Probability = chance }).Where(form => form.IsBearable(recipe));

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        var layers = recipe.Network.WrittenLayers().ToArray();
        // Without weights behind them, the last activations are the output, of which nothing may be dropped.
        if (recipe.Network.Layers is not [.., Linear] || layers.Any(layer => layer is BatchNorm or RandomDrop)) return recipe;
        return recipe with { Network = recipe.Network.Rewrite(Dropping) };
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe) => $"Drop {Figures.Text(100 * Probability)} % of the numbers behind each hidden activation while training.";

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => recipe.Network.OnlyActivation is Selu
        ? $"Behind each hidden activation put: torch.nn.AlphaDropout({Figures.Text(Probability)})."
        : $"Behind each hidden activation put: torch.nn.Dropout({Figures.Text(Probability)}).";

    bool IsBearable(Recipe recipe)
    {
        var treated = ApplyTo(recipe);
        if (treated.Equals(recipe)) return false;
        var expectation = Expectation.Of(recipe, treated);
        return expectation.After.Middle <= Math.Max(Expectation.Level, expectation.Before.Middle + Expectation.Level / 10);
    }

    IEnumerable<Layer> Dropping(Layer layer) => layer switch
    {
        Selu => [layer, new AlphaDropout { Probability = Probability }],
        Softmax or LogSoftmax or Identity => [layer],
        Activation => [layer, new Dropout { Probability = Probability }],
        TransformerBlock { Dropout: 0 } block => [block with { Dropout = Probability }],
        _ => [layer],
    };
}
