using System.Globalization;
using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Holds the norm of the whole gradient below a limit.</summary>
/// <remarks>
/// Pascanu, Mikolov and Bengio (2013), algorithm 1, whose section 3.2 takes half to ten times the mean norm for the limit; with a percentile,
/// Seetharaman et al. (2020), equations 2 and 3.
/// </remarks>
public sealed record ClipGradient : ITreatment
{
    /// <inheritdoc/>
    public string Id => "clip-gradient";

    /// <summary>The norm that the gradient may have: finite, above 0; 1 unless said otherwise. A lower one that the recipe has stays.</summary>
    public double Norm { get; init => field = Require.Positive(value, nameof(Norm)); } = 1;

    /// <summary>The percentile of past norms that the norm is held below instead, 0 to 100; null: <see cref="Norm"/> is the limit.</summary>
    public double? Percentile { get; init => field = value is { } percentile ? Require.Between(percentile, 0, 100, nameof(Percentile)) : null; }

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Setting;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers =>
    [
        "gradient-spike", "exploding-through-time", "exploding-gradient", "non-finite", "oscillating-loss", "dead-units", "learning-rate-too-high",
        "recurrent-steps", "learning-rate", "input-data", "overflow",
    ];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) =>
        finding.MayStepTooFar() && !CameWithTheData(finding) ? Forms(finding).Where(form => !form.ApplyTo(recipe).Equals(recipe)).Distinct().Take(3) : [];

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        var plan = recipe.Training;
        return Percentile is { } percentile
            ? recipe with { Training = plan with { AdaptiveClip = plan.AdaptiveClip is NoClip ? new PercentileClip { Percentile = percentile } : plan.AdaptiveClip } }
            : recipe with { Training = plan with { ClipNorm = Math.Min(plan.ClipNorm, Norm) } };
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe) => Percentile is { } percentile
        ? $"Clip the gradient's norm at percentile {Figures.Text(percentile)} of the norms so far."
        : $"Clip the gradient's norm at {Figures.Text(Norm)}.";

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => "Between loss.backward() and optimizer.step() write: " + (Percentile is { } percentile
        ? "norms.Add(torch.nn.utils.clip_grad_norm_(model.parameters(), double.PositiveInfinity)); torch.nn.utils.clip_grad_norm_(model.parameters(), "
            + $"norms.Order().ElementAt((int)((norms.Count - 1) * {(percentile / 100).ToString(CultureInfo.InvariantCulture)}))); with List<double> norms = [] before the loop."
        : $"torch.nn.utils.clip_grad_norm_(model.parameters(), {Figures.Text(Norm)});");

    // What was not finite before the first layer is not finite after clipping.
    static bool CameWithTheData(Finding finding) => finding is { Id: "non-finite", Causes: [{ Id: "input-data" }, ..] };

    IEnumerable<ClipGradient> Forms(Finding finding)
    {
        if (finding.UsualGradientNorm() is { } usual) yield return this with { Norm = Figures.Rounded(usual, 2), Percentile = null };
        yield return this with { Norm = 1, Percentile = null };
        // Of spikes alone, nine norms of ten are well; the paper's 10 would make every step small.
        yield return this with { Percentile = finding.Id is "gradient-spike" ? 90 : 10 };
        yield return this with { Norm = 5, Percentile = null };
    }
}
