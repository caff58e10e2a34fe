using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Multiplies the learning rate.</summary>
/// <remarks>
/// Where the finding says by which share r of the loss a step descends at first order, the useful rates lie between two bounds: below r = 1/n
/// the n steps of the training cannot use up the loss, above r = 1 a step goes farther than Polyak's. The forms tried divide that span, on
/// a scale of decades, into four. Where it only says how much too slow the fastest layer is to move by a hundredth of its size in the whole
/// training, the forms let it move by a tenth, the whole and a third of it.
/// </remarks>
public sealed record RaiseLearningRate : ITreatment
{
    const double MostFactor = 1e12;

    /// <inheritdoc/>
    public string Id => "raise-learning-rate";

    /// <summary>What the rate is multiplied by: above 1, at most 1e12; 10 unless said otherwise. The new rate is rounded to three digits.</summary>
    public double Factor { get; init => field = Require.Between(value, Math.BitIncrement(1.0), MostFactor, nameof(Factor)); } = 10;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Setting;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => ["learning-rate-too-low", "loss-plateau", "lost-updates", "learning-rate"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) =>
        finding.Id is "learning-rate-too-low" or "loss-plateau" or "lost-updates"
            ? Factors(recipe, finding).Where(factor => factor is >= LeastWorthATrial and <= MostFactor).Select(factor => this with { Factor = factor })
                .Where(form => form.NewRate(recipe) > recipe.Training.Rate()).DistinctBy(form => form.NewRate(recipe))
            : [];

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe) => recipe with { Training = recipe.Training.AtRate(NewRate(recipe)) };

    /// <inheritdoc/>
    public string Describe(Recipe recipe) => $"Raise the learning rate from {Figures.Text(recipe.Training.Rate())} to {Figures.Text(NewRate(recipe))}.";

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => $"Make the optimizer with {Figures.Text(NewRate(recipe))} instead of {Figures.Text(recipe.Training.Rate())}, or in a running program: {TorchCode.SetRate(NewRate(recipe))}";

    double NewRate(Recipe recipe) => recipe.Training.RateTimes(Factor);

    static readonly double[] Moves = [10, 100, 33];

    // A change of less is lost among seeds.
    const double LeastWorthATrial = 1.5;

    /// <summary>Whether ten times the rate would be more than a tenth of a weight in one step: Adam's step is about its rate, and the weights of a layer of a hundred inputs are about 0.1.</summary>
    static bool MovesTooFar(Optimizer optimizer) => optimizer is AdamLike { LearningRate: > 0.001 };

    static double[] Factors(Recipe recipe, Finding finding)
    {
        var steps = (double)recipe.Training.Steps;
        if (finding.DescentShare() is not { } share)
            return finding.MovementShortfall() is { } least ? [.. Moves.Select(times => Figures.Rounded(times * least, 2))] : MovesTooFar(recipe.Training.Optimizer) ? [3, 10] : [10, 3, 100];
        return [.. new[] { -0.5, -0.25, -0.75 }.Select(power => Figures.Rounded(Math.Pow(steps, power) / share, 2))];
    }
}
