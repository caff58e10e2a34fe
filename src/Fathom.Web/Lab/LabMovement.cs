using Fathom.Diagnoses;
using Fathom.Ledger;
using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Web.Lab;

/// <summary>How far theory expects layers of a network without time to move in a whole training, as a share of their own size: the harm beside the symptom.</summary>
/// <remarks>
/// The gradient of W in W x is δ xᵀ, of norm |δ| |x| for one sample. A batch's average has that norm where all its samples pull the same way, and the square
/// root of their number less where they pull independently: the most and the least. Both are those of the start; steps add up as if all pointed the same way,
/// as in the diagnosis vanishing-gradient.
/// </remarks>
sealed record LabMovement
{
    static readonly VanishingGradient Vanishing = new();
    static readonly ExplodingGradient Exploding = new();

    /// <summary>How far the first layer moves at most.</summary>
    public required double FirstAtMost { get; init; }

    /// <summary>How far the first layer moves at least.</summary>
    public required double FirstAtLeast { get; init; }

    /// <summary>How far the output's weights move at most.</summary>
    public required double LastAtMost { get; init; }

    /// <summary>How far the output's weights or biases move at least, whichever is more.</summary>
    public required double LastAtLeast { get; init; }

    /// <summary>How far the first layer moves at least in one step.</summary>
    public required double FirstInOneStep { get; init; }

    /// <summary>Whether the first layer may move by more than what the diagnosis of a vanishing gradient asks for.</summary>
    public bool CanMove => FirstAtMost >= Vanishing.LeastMovement;

    /// <summary>Whether the first layer stays as it started while the last one learns: three of the four signs of a vanishing gradient, its shape being the fourth.</summary>
    public bool Starves => !CanMove && LastAtLeast >= Vanishing.LeastMovement && FirstAtMost < Vanishing.SurvivingShare * LastAtLeast;

    /// <summary>Whether one step overwrites the first layer, or steps small enough for it leave the last one as it started.</summary>
    public bool Overwrites => FirstInOneStep >= Exploding.OverwritingRatio
        || (FirstAtLeast >= Exploding.LeastMovement && LastAtMost < Exploding.LeastMovement && LastAtMost * Exploding.ToleratedGrowth < FirstAtLeast);

    /// <summary>What theory expects; null where it has no number.</summary>
    public static LabMovement? Of(LabState state, Recipe recipe, Prognosis prognosis)
    {
        var places = prognosis.Layers;
        var weights = Enumerable.Range(0, places.Count).Where(index => places[index].Kind == LinkKind.Weight && !double.IsNaN(places[index].WeightGradientDecades)).ToList();
        if (weights.Count < 2 || weights[^1] != places.Count - 1) return null;
        var (first, last) = (places[weights[0]], places[weights[^1]]);
        double inputs = recipe.Network.Input[0], outputs = LabRecipe.OutputsOf(state.Data), width = state.Width;
        var norm = prognosis.Ledger.OutputNorm;
        var lastGradient = norm * Math.Sqrt(width * places[weights[^1] - 1].Length);
        var firstGradient = lastGradient * Math.Pow(10, first.WeightGradientDecades);
        var aligned = Math.Sqrt(recipe.Training.Batch);
        var clip = recipe.Training.ClipNorm;
        // The norm of a whole gradient is at least that of any part.
        var leastClipped = Math.Min(1, clip / (aligned * Math.Sqrt(firstGradient * firstGradient + lastGradient * lastGradient + norm * norm)));
        var mostLeft = Math.Min(1, clip / Math.Max(firstGradient, lastGradient));
        var firstSize = (Norm: Math.Sqrt(width * first.Multiplier), Count: inputs * width);
        var lastSize = (Norm: Math.Sqrt(outputs * last.Multiplier), Count: outputs * width);
        var bias = Step(recipe, norm * leastClipped, outputs) / Math.Sqrt(outputs * Math.Max(last.Length, double.Epsilon));
        var inOneStep = Step(recipe, firstGradient * leastClipped, firstSize.Count) / firstSize.Norm;
        var movement = new LabMovement
        {
            FirstAtMost = state.Steps * Step(recipe, firstGradient * aligned * mostLeft, firstSize.Count) / firstSize.Norm,
            FirstAtLeast = state.Steps * inOneStep,
            FirstInOneStep = inOneStep,
            LastAtMost = state.Steps * Step(recipe, lastGradient * aligned * mostLeft, lastSize.Count) / lastSize.Norm,
            LastAtLeast = state.Steps * Math.Max(bias, Step(recipe, lastGradient * leastClipped, lastSize.Count) / lastSize.Norm),
        };
        return double.IsNaN(movement.FirstAtMost + movement.LastAtLeast) ? null : movement;
    }

    /// <summary>The norm of one step along a gradient of norm <paramref name="gradient"/> with <paramref name="count"/> entries.</summary>
    static double Step(Recipe recipe, double gradient, double count)
    {
        var rate = recipe.Training.Optimizer.LearningRate;
        // Steps that are scaled to the gradient's own size are the rate's, down to epsilon.
        return recipe.Training.Optimizer switch
        {
            Sgd sgd => rate * gradient / (1 - sgd.Momentum),
            AdamLike adam => Scaled(adam.Epsilon),
            RmsProp rmsProp => Scaled(rmsProp.Epsilon),
            Adagrad adagrad => Scaled(adagrad.Epsilon),
            _ => double.NaN,
        };

        double Scaled(double epsilon) => rate * Math.Sqrt(count) * (gradient / (gradient + epsilon * Math.Sqrt(count)));
    }
}
