using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>What can be read off a network's output and the gradient that comes back to it.</summary>
static class Outputs
{
    /// <summary>
    /// How far a sum may be from what it should be: far above what rounding leaves in 16 bits over a thousand columns, far below what
    /// chance leaves in one row of any other loss.
    /// </summary>
    public const double Rounding = 1e-3;

    /// <summary>True where the rows are probabilities: none negative, and each row adds up to one.</summary>
    public static bool AreProbabilities(OutputReading output) =>
        output.Minimum >= 0 && output.Maximum <= 1 + Rounding && output.FarthestSumFromOne < Rounding;

    /// <summary>
    /// True where the gradient is a difference of two rows of probabilities: its rows add up to zero and nothing in them is above one.
    /// Squares on probabilities leave rows that add up to zero as well; see <see cref="LooksLikeSoftmaxTwice"/>.
    /// </summary>
    public static bool LooksLikeCrossEntropy(OutputReading output) =>
        output.Columns >= 2 && !AreProbabilities(output) && output.GradientImbalance < Rounding && output.LargestPull <= 1 + Rounding;

    /// <summary>
    /// True where cross-entropy applies a softmax to probabilities: of C inputs from 0 to 1 it can make no probability below 1/(e + C − 1),
    /// so that no pull is weaker than that and one of every row is at least (C − 1)/(C − 1 + e).
    /// </summary>
    public static bool LooksLikeSoftmaxTwice(OutputReading output) =>
        output.Columns >= 2 && AreProbabilities(output) && output.GradientImbalance < Rounding && output.LargestPull <= 1 + Rounding
        && output.SmallestPull >= (1 - Rounding) / (Math.E + output.Columns - 1)
        && output.LargestPull >= (1 - Rounding) * (output.Columns - 1) / (output.Columns - 1 + Math.E);

    /// <summary>
    /// The share of the loss that no answer can change, from which on one target for all is an illness: with targets that are all alike, as a judge of a
    /// generator has them, squares leave nothing.
    /// </summary>
    public const double LeastRest = 0.1;

    /// <summary>True where each pull is σ(answer) or σ(answer) − 1: binary cross-entropy takes the answers for logits.</summary>
    public static bool LooksLikeBinaryLogits(OutputReading output) => output.FarthestFromLogistic < Rounding && output.Minimum < output.Maximum;

    /// <summary>
    /// True where squares pull all rows to one number and yet cost more than its distances: targets differ, and each answer is compared with
    /// all of them. Not where the network was called more than once, for then each call may have a target of its own.
    /// </summary>
    public static bool HasOneTargetForAll(StepReading reading) =>
        reading.Output is { Columns: 1 } output && output.CommonTargetLoss < (1 - LeastRest) * reading.Loss && reading.Places.All(place => place.Call == 0);

    /// <summary>The least and the greatest answer of a module type; infinite where there is no bound, or the type is not known.</summary>
    public static (double Least, double Greatest) RangeOf(string type) => type switch
    {
        "Softmax" or "Softmax2d" or "Softmin" or "Sigmoid" or "Hardsigmoid" => (0, 1),
        "Tanh" or "Softsign" or "Hardtanh" or "HardTanhModule" => (-1, 1),
        "ReLU6" => (0, 6),
        "ReLU" or "Softplus" => (0, double.PositiveInfinity),
        "LogSoftmax" or "LogSigmoid" => (double.NegativeInfinity, 0),
        _ => (double.NegativeInfinity, double.PositiveInfinity),
    };
}
