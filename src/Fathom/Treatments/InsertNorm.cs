using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Puts normalisations between the layers, or one before the first.</summary>
/// <remarks>
/// Ioffe and Szegedy (2015) for batch-norm, Ba, Kiros and Hinton (2016) for layer-norm, Zhang and Sennrich (2019) for rms-norm, Wu and He
/// (2018) for group-norm. Nothing is put where one stands already: into blocks with a normalisation, nor next to another.
/// </remarks>
public sealed record InsertNorm : ITreatment
{
    // Over n numbers a variance is uncertain by √(2/(n - 1)), 37 % at 16; the prognosis doubts norms over fewer as well.
    const int FewestTogether = 16;

    static readonly int[] UsualGroups = [32, 16, 8, 4, 2, 1];

    static readonly string[] Illnesses =
    [
        "vanishing-gradient", "exploding-gradient", "saturated-activation", "dead-units", "poor-initialization", "rank-collapse", "loss-plateau", "non-finite",
        "unscaled-input", "activation-slopes", "weight-scale", "input-scale", "overflow",
    ];

    /// <inheritdoc/>
    public string Id => "insert-norm";

    /// <summary>What is put there; layer-norm unless said otherwise.</summary>
    public Normalization Norm { get; init; } = new LayerNorm();

    /// <summary>Where; before each activation unless said otherwise.</summary>
    public NormPosition Position { get; init; }

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Part;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => Illnesses;

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(finding);
        var division = Division.Of(recipe.Network);
        var shapes = division.ChangeablePlaces.Where(place => IsBent(place.Layer)).Select(place => place.Input).Distinct().ToList();
        var between = Kinds(shapes, recipe).SelectMany(norm => new ITreatment[]
        {
            this with { Norm = norm, Position = NormPosition.BeforeActivations },
            this with { Norm = norm, Position = NormPosition.AfterActivations },
        }).ThatChangeAll(recipe).BestExpectedFirst(recipe);
        var atInput = IsAboutInput(finding) && CanBatch([recipe.Network.Input], recipe) ? [this with { Norm = new BatchNorm(), Position = NormPosition.AtInput }] : Array.Empty<ITreatment>();
        return atInput.Concat(between).ThatChange(recipe);
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        if (Position == NormPosition.AtInput)
        {
            var isThere = recipe.Network.Places().FirstOrDefault() is { Layer: Normalization };
            return isThere ? recipe : recipe.Treated(recipe.Network with { Layers = ValueList.Of<Layer>([Norm, .. recipe.Network.Layers]) });
        }

        var division = Division.Of(recipe.Network);
        var normed = division.Network.WrittenLayers().OfType<Block>().Where(block => block.Layers.Any(layer => layer is Normalization))
            .Select(block => block.Layers[0]).ToHashSet<Layer>(ReferenceEqualityComparer.Instance);
        return recipe.Treated(division.Rewrite(row => row.Count > 0 && normed.Contains(row[0]) ? row : Normed(row)));
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe) => Position == NormPosition.AtInput
        ? $"Put a {Wording.Word(Norm)} before the first layer."
        : $"Put a {Wording.Word(Norm)} {(Position == NormPosition.BeforeActivations ? "before" : "behind")} each of {Wording.Count(Added(recipe), "hidden activation")}.";

    /// <inheritdoc/>
    public string InCode(Recipe recipe)
    {
        var place = Position switch
        {
            NormPosition.AtInput => "as the first module",
            NormPosition.BeforeActivations => "between each hidden Linear and its activation",
            _ => "behind each hidden activation",
        };
        var module = Norm switch
        {
            BatchNorm => "BatchNorm1d(features), or BatchNorm2d(channels) behind a Conv2d,",
            GroupNorm group => FormattableString.Invariant($"GroupNorm({group.Groups}, channels)"),
            RmsNorm => "x / (x.pow(2).mean([-1], true) + 1e-5).sqrt() times a Parameter of ones (TorchSharp has no RMSNorm)",
            _ => "LayerNorm(features)",
        };
        return $"Put {module} {place}.";
    }

    List<Layer> Normed(IReadOnlyList<Layer> row)
    {
        var normed = new List<Layer>(row.Count);
        for (var index = 0; index < row.Count; index++)
        {
            var isFree = IsBent(row[index]) && !HasNorm(row, index);
            if (isFree && Position == NormPosition.BeforeActivations) normed.Add(Norm);
            normed.Add(row[index]);
            if (isFree && Position == NormPosition.AfterActivations) normed.Add(Norm);
        }

        return normed;
    }

    /// <summary>Whether a normalisation stands between the activation at <paramref name="index"/> and the next layers of weights on both sides.</summary>
    static bool HasNorm(IReadOnlyList<Layer> row, int index)
    {
        for (var before = index - 1; before >= 0 && !Separates(row[before]); before--)
            if (row[before] is Normalization) return true;
        for (var after = index + 1; after < row.Count && !Separates(row[after]); after++)
            if (row[after] is Normalization) return true;
        return false;
    }

    static bool Separates(Layer layer) => layer is WeightedLayer or Block or Shorthand or Embedding;

    static bool IsBent(Layer layer) => layer is Activation and not (Identity or Softmax or LogSoftmax);

    static bool IsAboutInput(Finding finding) => finding.Id == "unscaled-input" || finding.Causes.Any(cause => cause.Id == "input-scale");

    static IEnumerable<Normalization> Kinds(List<ValueList<int>> shapes, Recipe recipe)
    {
        if (shapes.Count == 0) yield break;
        if (shapes.TrueForAll(shape => Together(shape) >= FewestTogether))
        {
            yield return new LayerNorm();
            yield return new RmsNorm();
        }

        if (CanBatch(shapes, recipe)) yield return new BatchNorm();
        else if (shapes.TrueForAll(shape => shape.Count == 3) && Groups(shapes) is > 1 and var groups) yield return new GroupNorm { Groups = groups };
    }

    // Of a sequence, the first number counts time steps, and a batch-norm would take them for channels.
    static bool CanBatch(IReadOnlyList<ValueList<int>> shapes, Recipe recipe) =>
        shapes.All(shape => shape.Count <= 3 && (long)recipe.Training.Batch * Count(shape) / shape[0] >= FewestTogether)
        && (shapes.All(shape => shape.Count != 2) || !IsSequential(recipe.Network)) && recipe.Network.Places().FirstOrDefault() is not { Layer: Embedding };

    static bool IsSequential(Network network) =>
        network.AllPlaces().Any(place => place.Layer is RecurrentLayer or TransformerBlock or PositionalEncoding or Embedding or MeanOverTime or LastStep)
        || !network.AllPlaces().Any(place => place.Layer is Convolution);

    static long Together(ValueList<int> shape) => Count(new LayerNorm().NormalizedShape(shape));

    static int Groups(List<ValueList<int>> shapes) => UsualGroups.First(groups => shapes.TrueForAll(shape => shape[0] % groups == 0));

    static long Count(ValueList<int> shape) => shape.Aggregate(1L, (product, size) => product * size);

    int Added(Recipe recipe) => Norms(ApplyTo(recipe)) - Norms(recipe);

    static int Norms(Recipe recipe) => recipe.Network.AllPlaces().Count(place => place.Layer is Normalization);
}
