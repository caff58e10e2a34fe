using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Changes how fast a training learns, and all that its plan says as a learning rate along with it.</summary>
static class LearningRates
{
    const double Least = 1e-300;
    const double Most = 1e6;

    /// <summary>The highest learning rate of the plan: the schedule's peak where it names one, else the optimizer's.</summary>
    public static double Rate(this TrainingPlan plan) => PeakOf(plan.Schedule) ?? plan.Optimizer.LearningRate;

    /// <summary>What the rate is when it is multiplied, within what a recipe may say and to three digits.</summary>
    public static double RateTimes(this TrainingPlan plan, double factor) => Math.Clamp(Figures.Rounded(plan.Rate() * factor), Least, Most);

    /// <summary>The plan at another rate; groups with a rate of their own, a schedule's peak and its end keep their ratio to it.</summary>
    public static TrainingPlan AtRate(this TrainingPlan plan, double rate)
    {
        if (rate == plan.Rate()) return plan;
        var factor = rate / plan.Rate();
        var own = PeakOf(plan.Schedule) is null ? rate : Math.Clamp(plan.Optimizer.LearningRate * factor, Least, Most);
        return plan with { Optimizer = Times(plan.Optimizer, factor) with { LearningRate = own }, Schedule = Times(plan.Schedule, factor) };
    }

    /// <summary>The optimizer's groups with their own rates multiplied; what is frozen stays so.</summary>
    public static ValueList<ParameterGroup> GroupsTimes(this Optimizer optimizer, double factor) =>
        ValueList.Of<ParameterGroup>([.. optimizer.Groups.Select(group => group with { LearningRate = group.LearningRate is { } rate ? Math.Min(rate * factor, Most) : null })]);

    /// <summary>The schedule with whatever it says as a rate multiplied.</summary>
    public static Schedule Times(this Schedule schedule, double factor) => schedule switch
    {
        WarmUp warmUp => warmUp with { Then = warmUp.Then.Times(factor) },
        OneCycle { Max: { } max } cycle => cycle with { Max = Math.Clamp(Figures.Rounded(max * factor, 12), Least, Most) },
        CosineDecay cosine => cosine with { To = Math.Min(cosine.To * factor, Most) },
        OnPlateau plateau => plateau with { Least = Math.Min(plateau.Least * factor, Most) },
        _ => schedule,
    };

    static Optimizer Times(Optimizer optimizer, double factor) => optimizer with { Groups = optimizer.GroupsTimes(factor) };

    static double? PeakOf(Schedule schedule) => schedule switch
    {
        WarmUp warmUp => PeakOf(warmUp.Then),
        OneCycle cycle => cycle.Max,
        _ => null,
    };
}
