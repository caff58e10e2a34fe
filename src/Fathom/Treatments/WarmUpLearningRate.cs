using System.Globalization;
using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Lets the learning rate grow evenly from next to nothing over the first steps.</summary>
/// <remarks>
/// Goyal et al. (2017), section 2.2: five epochs of ninety, a twentieth of the training. For Adam, Ma and Yarats (2021) take
/// 2/(1 - β₂) steps, after which its mean squares have seen enough.
/// </remarks>
public sealed record WarmUpLearningRate : ITreatment
{
    /// <inheritdoc/>
    public string Id => "warm-up-learning-rate";

    /// <summary>Over how many steps, 1 to 1,000,000,000; 100 unless said otherwise. Never more than half of the training.</summary>
    public long Steps { get; init => field = Require.Between(value, 1, 1_000_000_000, nameof(Steps)); } = 100;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Setting;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers =>
        ["gradient-spike", "learning-rate-too-high", "dead-units", "exploding-gradient", "non-finite", "saturated-activation", "learning-rate"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        if (!finding.MayStepTooFar()) return [];
        var steps = recipe.Training.Steps;
        long[] lengths = recipe.Training.Optimizer is AdamLike adam
            ? [Math.Min((long)Math.Min(Math.Round(2 / (1 - adam.Betas[1])), 1e9), steps / 5), steps / 20]
            : [steps / 20, steps / 5];
        return lengths.Where(length => length > 1).Distinct().Select(length => this with { Steps = length }).Where(form => !form.ApplyTo(recipe).Equals(recipe));
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        var length = Length(recipe);
        var schedule = recipe.Training.Schedule switch
        {
            // It rises by itself.
            OneCycle or WarmUp { Then: OneCycle } => recipe.Training.Schedule,
            WarmUp warmUp => warmUp with { Steps = Math.Max(warmUp.Steps, length) },
            var other => length > 0 ? new WarmUp { Steps = length, Then = other } : other,
        };
        return recipe with { Training = recipe.Training with { Schedule = schedule } };
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe) => string.Create(CultureInfo.InvariantCulture,
        $"Warm the learning rate up to {Figures.Text(recipe.Training.Rate())} over the first {Length(recipe):N0} of {recipe.Training.Steps:N0} steps.");

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => string.Create(CultureInfo.InvariantCulture,
        $"Write: var scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, step => Math.Min(1.0, (step + 1) / {Length(recipe)}.0)); and after each optimizer.step(): scheduler.step();");

    long Length(Recipe recipe) => Math.Min(Steps, recipe.Training.Steps / 2);
}
