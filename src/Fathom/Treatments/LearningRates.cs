using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Changes how fast an optimizer learns.</summary>
static class LearningRates
{
    /// <summary>The optimizer at another learning rate; groups with a rate of their own keep their ratio to it.</summary>
    public static Optimizer AtRate(this Optimizer optimizer, double rate)
    {
        var factor = rate / optimizer.LearningRate;
        return optimizer with
        {
            LearningRate = rate,
            Groups = ValueList.Of<ParameterGroup>([.. optimizer.Groups.Select(group => group with { LearningRate = group.LearningRate * factor })]),
        };
    }
}
