using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Stores numbers in a format of more range or more digits.</summary>
/// <remarks>Micikevicius et al. (2018), Mixed precision training, sections 3.1 and 3.2: what 16 bits lose of updates and of small gradients.</remarks>
public sealed record ChangePrecision : ITreatment
{
    /// <inheritdoc/>
    public string Id => "change-precision";

    /// <summary>The format; float32 unless said otherwise.</summary>
    public Precision To { get; init; } = Precision.Float32;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Rule;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => ["low-precision-underflow", "lost-updates", "non-finite", "loss-plateau", "precision", "overflow"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) =>
        Formats(recipe.Training.Precision, finding).Select(format => this with { To = format });

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe) => recipe with
    {
        Training = recipe.Training with { Precision = To, LossScale = To is Precision.Float16 or Precision.Bfloat16 ? recipe.Training.LossScale : new NoLossScale() },
    };

    /// <inheritdoc/>
    public string Describe(Recipe recipe) => $"Store numbers as {Name(To)} ({Means(To)}) instead of {Name(recipe.Training.Precision)} ({Means(recipe.Training.Precision)}).";

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => $"Before the optimizer is made write: model.to({Type(To)}); and give the model x.to({Type(To)}).";

    static Precision[] Formats(Precision now, Finding finding) => (now, finding.Id) switch
    {
        // Bfloat16 has float32's range, and three bits less than float16 for updates to get lost in.
        (Precision.Float16, "lost-updates") => [Precision.Float32],
        (Precision.Float16, _) => [Precision.Float32, Precision.Bfloat16],
        (Precision.Bfloat16, _) => [Precision.Float32],
        (Precision.Float32, "lost-updates") => [Precision.Float64],
        _ => [],
    };

    static string Name(Precision precision) => precision.ToString().ToLowerInvariant();

    static string Means(Precision precision) => precision switch
    {
        Precision.Float16 => "11 bits, down to 6e-8, up to 65,504",
        Precision.Bfloat16 => "8 bits, down to 9.2e-41, up to 3.4e38",
        Precision.Float32 => "24 bits, down to 1.4e-45, up to 3.4e38",
        _ => "53 bits, down to 4.9e-324, up to 1.8e308",
    };

    static string Type(Precision precision) => precision switch
    {
        Precision.Float16 => "torch.float16",
        Precision.Bfloat16 => "torch.bfloat16",
        Precision.Float32 => "torch.float32",
        _ => "torch.float64",
    };
}
