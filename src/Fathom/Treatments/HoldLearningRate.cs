using System.Globalization;
using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Lets a learning rate that falls too early fall later, or not at all.</summary>
/// <remarks>
/// Robbins and Monro (1951): a rate must fall so slowly that its sum has no end, else the weights come to rest wherever they are. He, Zhang,
/// Ren and Sun (2016), section 4.2, divide it by ten at half and at three quarters of the training.
/// </remarks>
public sealed record HoldLearningRate : ITreatment
{
    /// <inheritdoc/>
    public string Id => "hold-learning-rate";

    /// <summary>How many times later the rate falls: above 1, infinity for never; infinity unless said otherwise.</summary>
    public double Later
    {
        get;
        init => field = value > 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"{nameof(Later)} must be above 1, but was {value}.");
    } = double.PositiveInfinity;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Setting;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => ["schedule", "loss-plateau", "learning-rate-too-low", "lost-updates"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding) =>
        finding.Id is "loss-plateau" or "learning-rate-too-low" or "lost-updates" && EndsEarly(recipe.Training.Schedule, recipe.Training.Steps)
            ? Delays(recipe.Training.Schedule, recipe.Training.Steps).Where(delay => delay > 1).Select(delay => this with { Later = delay }).ThatChange(recipe)
            : [];

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe) => recipe with { Training = recipe.Training with { Schedule = Held(recipe.Training.Schedule) } };

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        var rate = Figures.Text(recipe.Training.Rate());
        return string.Create(CultureInfo.InvariantCulture, $"{Decay(Held(recipe.Training.Schedule)) switch
        {
            StepDecay step => $"Multiply the learning rate of {rate} by {Figures.Text(step.Factor)} every {step.Every:N0} steps instead of every {((StepDecay)Decay(recipe.Training.Schedule)).Every:N0}.",
            OnPlateau plateau => $"Bear {plateau.Patience:N0} steps without a new best loss before the learning rate of {rate} falls, instead of {((OnPlateau)Decay(recipe.Training.Schedule)).Patience:N0}.",
            _ => $"Let the learning rate stay at {rate} over the whole training.",
        }}");
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => Decay(Held(recipe.Training.Schedule)) switch
    {
        StepDecay step => string.Create(CultureInfo.InvariantCulture, $"Write: var scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size: {step.Every}, gamma: {Figures.Text(step.Factor)});"),
        OnPlateau plateau => string.Create(CultureInfo.InvariantCulture, $"Write: var scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor: {Figures.Text(plateau.Factor)}, patience: {plateau.Patience});"),
        _ => $"Take scheduler.step() out of the loop. In a running program: {TorchCode.SetRate(recipe.Training.Rate())}",
    };

    Schedule Held(Schedule schedule) => schedule switch
    {
        WarmUp warmUp => warmUp with { Then = Held(warmUp.Then) },
        StepDecay { Factor: < 1 } or OnPlateau when double.IsPositiveInfinity(Later) => new ConstantRate(),
        StepDecay { Factor: < 1 } step => step with { Every = Times(step.Every) },
        OnPlateau plateau => plateau with { Patience = Times(Math.Max(1, plateau.Patience)) },
        // A cosine and a cycle end with the training, as they are meant to.
        _ => schedule,
    };

    long Times(long steps) => (long)Math.Min(1e9, Math.Ceiling(steps * Later));

    static Schedule Decay(Schedule schedule) => schedule is WarmUp warmUp ? Decay(warmUp.Then) : schedule;

    /// <summary>True where half of the training passes at a tenth of the rate or less, or where nobody can tell before.</summary>
    static bool EndsEarly(Schedule schedule, long steps) => Decay(schedule) switch
    {
        StepDecay { Factor: < 1 } step => step.RateAt(1, Math.Max(0, (steps / 2) - 1), steps) <= 0.1,
        OnPlateau => true,
        _ => false,
    };

    static double[] Delays(Schedule schedule, long steps) =>
        Decay(schedule) is StepDecay step ? [steps / 2.0 / step.Every, double.PositiveInfinity] : [10, double.PositiveInfinity];
}
