namespace Fathom.Runs;

/// <summary>The names of scalars that Fathom itself records; TensorBoard shows them under the same names.</summary>
public static class ScalarTags
{
    /// <summary>The training loss of each step.</summary>
    public const string Loss = "loss";

    /// <summary>The learning rate of the first parameter group, at each reading.</summary>
    public const string LearningRate = "learning-rate";

    /// <summary>The loss on the held-out samples.</summary>
    public const string HeldOutLoss = "held-out/loss";

    /// <summary>The share of held-out samples that are classified right, 0 to 1.</summary>
    public const string HeldOutAccuracy = "held-out/accuracy";

    /// <summary>The L2 norm of the gradient of all parameters, at each reading.</summary>
    public const string GradientNorm = "gradient-norm";
}
