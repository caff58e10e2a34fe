using System.Globalization;
using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Lets a learning rate that stays go down in the course of the training.</summary>
/// <remarks>
/// Robbins and Monro (1951): with noisy gradients only rates that fall let the weights come to rest. Loshchilov and Hutter (2017), equation 5;
/// Smith and Topin (2018).
/// </remarks>
public sealed record DecayLearningRate : ITreatment
{
    /// <inheritdoc/>
    public string Id => "decay-learning-rate";

    /// <summary>How it goes down: cosine, one-cycle, on-plateau or step; cosine unless said otherwise.</summary>
    public Schedule By
    {
        get;
        init => field = value is CosineDecay or OneCycle or OnPlateau or StepDecay
            ? value
            : throw new ArgumentException($"By must be a schedule that lets the rate fall, but was {value?.GetType().Name ?? "null"}.", nameof(value));
    } = new CosineDecay();

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Setting;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => ["loss-plateau", "learning-rate-too-high", "oscillating-loss", "gradient-spike", "learning-rate"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        if (!finding.MayStepTooFar()) return [];
        var patience = Math.Max(1, recipe.Training.Steps / 20);
        Schedule[] schedules = [new CosineDecay(), new OnPlateau { Patience = patience, Cooldown = patience }, new OneCycle()];
        return schedules.Select(schedule => this with { By = schedule }).Where(form => !form.ApplyTo(recipe).Equals(recipe));
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe) => recipe with
    {
        Training = recipe.Training with
        {
            Schedule = recipe.Training.Schedule switch
            {
                ConstantRate => By,
                // A cycle has a rise of its own.
                WarmUp { Then: ConstantRate } when By is OneCycle => By,
                WarmUp { Then: ConstantRate } warmUp => warmUp with { Then = By },
                var other => other,
            },
        },
    };

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        var rate = Figures.Text(recipe.Training.Rate());
        return string.Create(CultureInfo.InvariantCulture, $"{By switch
        {
            CosineDecay cosine => $"Let the learning rate fall along a cosine from {rate} to {Figures.Text(cosine.To)} over {recipe.Training.Steps:N0} steps.",
            OneCycle cycle => $"Let the learning rate rise to {Figures.Text(cycle.Max ?? recipe.Training.Optimizer.LearningRate)} over the first {cycle.Rise:0%} of the steps and fall from there.",
            OnPlateau plateau => $"Multiply the learning rate of {rate} by {Figures.Text(plateau.Factor)} whenever {plateau.Patience:N0} steps bring no new best loss.",
            var other => $"Let the learning rate of {rate} fall, multiplied by {Figures.Text(((StepDecay)other).Factor)} every {((StepDecay)other).Every:N0} steps.",
        }}");
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe)
    {
        var call = By switch
        {
            CosineDecay cosine => $"CosineAnnealingLR(optimizer, T_max: {recipe.Training.Steps}, eta_min: {Figures.Text(cosine.To)})",
            OneCycle cycle => $"OneCycleLR(optimizer, max_lr: {Figures.Text(cycle.Max ?? recipe.Training.Optimizer.LearningRate)}, total_steps: {recipe.Training.Steps}, cycle_momentum: false)",
            OnPlateau plateau => $"ReduceLROnPlateau(optimizer, factor: {Figures.Text(plateau.Factor)}, patience: {plateau.Patience}, cooldown: {plateau.Cooldown})",
            var other => $"StepLR(optimizer, step_size: {((StepDecay)other).Every}, gamma: {Figures.Text(((StepDecay)other).Factor)})",
        };
        var step = By is OnPlateau ? "scheduler.step(loss.item<float>());" : "scheduler.step();";
        return $"Write: var scheduler = torch.optim.lr_scheduler.{call}; and after each optimizer.step(): {step}";
    }
}
