using System.Globalization;
using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Takes more samples for each step, so that the gradient is less a matter of chance.</summary>
/// <remarks>
/// The noise of a batch's gradient falls with the root of its size (McCandlish, Kaplan, Amodei et al. 2018, An empirical model of large-batch
/// training, section 2); Smith, Kindermans, Ying and Le (2018): a larger batch does to the noise what a smaller learning rate does.
/// </remarks>
public sealed record EnlargeBatch : ITreatment
{
    const int Most = 1_000_000;
    static readonly int[] Factors = [4, 16];

    /// <inheritdoc/>
    public string Id => "enlarge-batch";

    /// <summary>What the batch is multiplied by, 2 to 1,000,000; 4 unless said otherwise, which halves the noise.</summary>
    public int Factor { get; init => field = Require.Between(value, 2, Most, nameof(Factor)); } = 4;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Setting;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => ["oscillating-loss", "gradient-spike"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) => Answers.Contains(finding.Id, StringComparer.Ordinal)
        ? Factors.Where(factor => (long)recipe.Training.Batch * factor <= MostSamples(recipe)).Select(factor => this with { Factor = factor })
        : [];

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe) => recipe with { Training = recipe.Training with { Batch = NewBatch(recipe) } };

    /// <inheritdoc/>
    public string Describe(Recipe recipe) =>
        string.Create(CultureInfo.InvariantCulture, $"Take {NewBatch(recipe):N0} samples for each step instead of {recipe.Training.Batch:N0}.");

    /// <inheritdoc/>
    public string InCode(Recipe recipe) =>
        string.Create(CultureInfo.InvariantCulture, $"Make the loader with {NewBatch(recipe)}: torch.utils.data.DataLoader(dataset, {NewBatch(recipe)}, shuffle: true).");

    int NewBatch(Recipe recipe) => (int)Math.Min((long)recipe.Training.Batch * Factor, Most);

    // Where the data has fewer samples than the batch asks for, a larger batch changes nothing.
    static long MostSamples(Recipe recipe) => Math.Min(recipe.Data.Take ?? Most, recipe.Data is GeneratedData made ? (long)(made.Samples * (1 - made.HoldOut)) : Most);
}
