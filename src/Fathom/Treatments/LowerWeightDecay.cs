using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Lowers what pulls weights towards zero: weight decay and the penalties L1 and L2.</summary>
/// <remarks>
/// Loshchilov and Hutter (2019), algorithm 1: a weight that nothing holds up falls to 1/e in 1/(rate · decay) steps, with momentum m in
/// (1 - m) of that where the decay goes through the gradient. Where the training has room for many of these times, the gradient cannot hold
/// the weights up any more.
/// </remarks>
public sealed record LowerWeightDecay : ITreatment
{
    // A decay is tried up to four of these times per training (add-weight-decay); what is above is too strong for a trial, too.
    const double MostTimes = 4;

    /// <inheritdoc/>
    public string Id => "lower-weight-decay";

    /// <summary>Which share of decay and penalties is left, 0 to below 1; 0 unless said otherwise: nothing pulls any more.</summary>
    public double Left { get; init => field = Require.Share(value, nameof(Left)); }

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Setting;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => ["weight-decay", "loss-plateau", "rank-collapse", "vanishing-gradient", "dead-units", "learning-rate-too-low", "weight-scale"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        var plan = recipe.Training;
        if (!Answers.Contains(finding.Id, StringComparer.Ordinal) || Numbers(plan).All(number => number == 0)) return [];
        var times = Times(plan);
        // What L1, or a decay that an optimizer divides by the gradient's size, does to a weight depends on the weight.
        var isUnknown = plan.L1 > 0 || (ThroughGradient(plan) > 0 && plan.Optimizer is not (Sgd or AdamW));
        var once = times > MostTimes ? Figures.Rounded(1 / times, 2) : 0.01;
        return times > MostTimes || isUnknown ? new[] { once, 0 }.Select(left => this with { Left = left }).ThatChange(recipe) : [];
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        var plan = recipe.Training;
        return Numbers(plan).All(number => number == 0) ? recipe : recipe with
        {
            Training = plan with
            {
                WeightDecay = Less(plan.WeightDecay), L1 = Less(plan.L1), L2 = Less(plan.L2),
                Optimizer = plan.Optimizer with
                {
                    WeightDecay = Less(plan.Optimizer.WeightDecay),
                    Groups = ValueList.Of<ParameterGroup>([.. plan.Optimizer.Groups.Select(group => group.WeightDecay is { } decay ? group with { WeightDecay = Less(decay) } : group)]),
                },
            },
        };
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        var (before, after) = (Words(recipe.Training), Words(ApplyTo(recipe).Training));
        return Left == 0 ? $"Let nothing pull the weights towards zero, instead of {before}." : $"Pull the weights towards zero by {after} instead of {before}.";
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe) =>
        $"Multiply weight_decay where the optimizer is made, and what the weights' size adds to the loss, by {Figures.Text(Left)}: {TorchCode.Make(ApplyTo(recipe).Training.Optimizer)}";

    double Less(double number) => number == 0 ? 0 : Figures.Rounded(number * Left);

    /// <summary>How often in the training a weight that nothing holds up falls to 1/e.</summary>
    static double Times(TrainingPlan plan)
    {
        var memory = plan.Optimizer is Sgd sgd ? (1 - sgd.Dampening) / (1 - sgd.Momentum) : 1;
        var atOnce = plan.WeightDecay + (plan.Optimizer is AdamW ? plan.Optimizer.WeightDecay : 0);
        return plan.Rate() * plan.Steps * (atOnce + (plan.Optimizer is Sgd ? ThroughGradient(plan) * memory : 0));
    }

    static double ThroughGradient(TrainingPlan plan) => plan.L2 + (plan.Optimizer is AdamW ? 0 : plan.Optimizer.WeightDecay);

    static IEnumerable<double> Numbers(TrainingPlan plan) =>
        [plan.WeightDecay, plan.L1, plan.L2, plan.Optimizer.WeightDecay, .. plan.Optimizer.Groups.Select(group => group.WeightDecay ?? 0)];

    static string Words(TrainingPlan plan)
    {
        var words = new (double Number, string Name)[]
        {
            (plan.WeightDecay, "weight decay"), (plan.Optimizer.WeightDecay, "the optimizer's weight decay"), (plan.L1, "an L1 penalty"), (plan.L2, "an L2 penalty"),
        }.Where(pull => pull.Number > 0).Select(pull => $"{pull.Name} of {Figures.Text(pull.Number)}").ToArray();
        return words.Length == 0 ? "nothing" : string.Join(" and ", words);
    }
}
