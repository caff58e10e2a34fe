using System.Globalization;
using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Raises the limits at which gradients are clipped, or takes them away.</summary>
/// <remarks>
/// Pascanu, Mikolov and Bengio (2013), section 3.2: a limit of half to ten times the mean norm is a good one. Below it every step has the
/// same length, whatever the gradient says.
/// </remarks>
public sealed record LoosenClip : ITreatment
{
    /// <inheritdoc/>
    public string Id => "loosen-clip";

    /// <summary>What the limits are multiplied by: above 1, infinity for no clipping at all; infinity unless said otherwise.</summary>
    public double Factor
    {
        get;
        init => field = value > 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(Factor)} must be above 1, but was {value}.");
    } = double.PositiveInfinity;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Setting;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => ["clipping", "learning-rate-too-low", "loss-plateau", "lost-updates"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        if (finding.Id is not ("learning-rate-too-low" or "loss-plateau" or "lost-updates")) return [];
        double[] factors = finding.ClipFactor() is { } left ? [Figures.Rounded(1 / left, 2), double.PositiveInfinity] : [10, 1000, double.PositiveInfinity];
        return factors.Where(factor => factor > 1).Select(factor => this with { Factor = factor }).ThatChange(recipe);
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        var plan = recipe.Training;
        return recipe with
        {
            Training = plan with
            {
                ClipNorm = Times(plan.ClipNorm), ClipValue = Times(plan.ClipValue), ClipLayerNorm = Times(plan.ClipLayerNorm), AdaptiveClip = Looser(plan.AdaptiveClip),
            },
        };
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe) =>
        double.IsPositiveInfinity(Factor) ? $"Clip no gradient any more, instead of {Limits(recipe.Training)}." : $"Clip at {Limits(ApplyTo(recipe).Training)} instead of {Limits(recipe.Training)}.";

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => double.IsPositiveInfinity(Factor)
        ? "Take the call of torch.nn.utils.clip_grad_norm_ or clip_grad_value_ out of the loop, or the clip out of the monitor's Guards."
        : string.Create(CultureInfo.InvariantCulture, $"Multiply the limit that torch.nn.utils.clip_grad_norm_ or clip_grad_value_ gets, or that of the clip among the monitor's Guards, by {Figures.Text(Factor)}.");

    double Times(double limit) => double.IsFinite(limit * Factor) ? Figures.Rounded(limit * Factor) : double.PositiveInfinity;

    // A percentile and a number of deviations follow the gradient and cannot be far below it for long.
    AdaptiveClip Looser(AdaptiveClip clip) => clip switch
    {
        _ when double.IsPositiveInfinity(Factor) => new NoClip(),
        UnitwiseClip unitwise => unitwise with { Ratio = Math.Min(1000, Figures.Rounded(unitwise.Ratio * Factor)) },
        _ => clip,
    };

    static string Limits(TrainingPlan plan)
    {
        var limits = new (double Limit, string Of)[] { (plan.ClipNorm, "norm"), (plan.ClipLayerNorm, "norm in each layer"), (plan.ClipValue, "size in each number") }
            .Where(clip => double.IsFinite(clip.Limit)).Select(clip => $"a {clip.Of} of {Figures.Text(clip.Limit)}")
            .Concat(plan.AdaptiveClip switch
            {
                NoClip => Array.Empty<string>(),
                UnitwiseClip unitwise => [$"{Figures.Text(unitwise.Ratio)} of each unit's weights"],
                PercentileClip percentile => [$"percentile {Figures.Text(percentile.Percentile)} of the norms so far"],
                _ => ["what stands out from the norms so far"],
            }).ToArray();
        return limits.Length == 0 ? "nothing" : string.Join(" and ", limits);
    }
}
