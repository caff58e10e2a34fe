using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Brings each feature of the data to mean 0 and variance 1, or into a range.</summary>
/// <remarks>LeCun, Bottou, Orr and Müller (1998), Efficient BackProp, section 4.3.</remarks>
public sealed record StandardizeInputs : ITreatment
{
    /// <inheritdoc/>
    public string Id => "standardize-inputs";

    /// <summary>What is done to each feature; mean 0 and variance 1 unless said otherwise.</summary>
    public Preparation To { get; init; } = new Standardise();

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Rule;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers =>
        ["unscaled-input", "exploding-gradient", "saturated-activation", "dead-units", "learning-rate-too-high", "non-finite", "input-scale"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        if (!HasMeasurements(recipe) || recipe.Data.Prepare is Standardise) return [];
        return recipe.Data.Prepare is null && finding.Id == "unscaled-input"
            ? [this with { To = new Standardise() }, this with { To = new Scale { To = [-1, 1] } }]
            : [this with { To = new Standardise() }];
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe) => HasMeasurements(recipe) ? recipe with { Data = recipe.Data with { Prepare = To } } : recipe;

    /// <inheritdoc/>
    public string Describe(Recipe recipe) => To is Scale { To: [var least, var most] }
        ? $"Scale each feature of the data to the range from {Figures.Text(least)} to {Figures.Text(most)}."
        : "Standardise each feature of the data to mean 0 and variance 1.";

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => To is Scale { To: [var least, var most] }
        ? "Write: var (least, most) = (training.amin([0]), training.amax([0])); and for training and held-out samples: x = "
            + $"(x - least) / (most - least).clamp_min(1e-12) * {Figures.Text(most - least)} + {Figures.Text(least)};"
        : "Write: var (mean, deviation) = (training.mean([0]), training.std([0])); and for training and held-out samples: x = (x - mean) / deviation.clamp_min(1e-12);";

    /// <summary>Whether the samples are measured numbers; symbols, written as their numbers or as ones among zeros, have no scale.</summary>
    static bool HasMeasurements(Recipe recipe) =>
        recipe.Data is not (TextFile or CopyMemory or TemporalOrder) && recipe.Network.Layers is not [Embedding, ..];
}
