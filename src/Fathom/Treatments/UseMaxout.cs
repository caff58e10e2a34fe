using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Puts a maxout layer in the place of each hidden linear layer and the activation behind it.</summary>
/// <remarks>
/// Goodfellow, Warde-Farley, Mirza, Courville and Bengio (2013), Maxout networks. With two pieces E max² = 1, so that weights of variance
/// 1/fan-in keep signal and gradient level at once; with more pieces none does both.
/// </remarks>
public sealed record UseMaxout : ITreatment
{
    static readonly string[] Illnesses = ["vanishing-gradient", "saturated-activation", "dead-units", "activation-slopes"];

    /// <inheritdoc/>
    public string Id => "use-maxout";

    /// <summary>How many weighted sums each output is the greatest of, 2 to 100; 2 unless said otherwise.</summary>
    public int Pieces { get; init => field = Require.Between(value, 2, 100, nameof(Pieces)); } = 2;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Design;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => Illnesses;

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) => new ITreatment[] { this with { Pieces = 2 } }.ThatChange(recipe);

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        // What is left of the activations may be none, and then a critical start has none to go by.
        var network = FittingStart.Named(recipe.Network);
        var replaced = Division.Of(network).Rewrite(Joined);
        return replaced.Equals(network) ? recipe : recipe.Treated(replaced);
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe) =>
        $"Replace {Wording.Count(Replaced(recipe), "linear layer")} and the activation behind each by a maxout of {Pieces} pieces, started lecun-normal.";

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => FormattableString.Invariant(
        $"TorchSharp has no Maxout: let each hidden layer be Linear(inputs, {Pieces} * outputs) and its activation h.view(-1, outputs, {Pieces}).amax(2), and start the weight with {Wording.Code(new LecunNormal(), "linear.weight")}.");

    List<Layer> Joined(IReadOnlyList<Layer> row)
    {
        var joined = new List<Layer>(row.Count);
        for (var index = 0; index < row.Count; index++)
        {
            var isPair = row[index] is Linear { WeightNorm: false } && index + 1 < row.Count && row[index + 1] is Activation and not (Identity or Softmax or LogSoftmax);
            joined.Add(isPair ? Of((Linear)row[index]) : row[index]);
            if (isPair) index++;
        }

        return joined;
    }

    Maxout Of(Linear layer) => new()
    {
        Name = layer.Name,
        Units = layer.Units,
        Pieces = Pieces,
        Bias = layer.Bias,
        Init = new LecunNormal(),
        BiasInit = layer.BiasInit,
    };

    int Replaced(Recipe recipe) => Maxouts(ApplyTo(recipe)) - Maxouts(recipe);

    static int Maxouts(Recipe recipe) => recipe.Network.AllPlaces().Count(place => place.Layer is Maxout);
}
