namespace Fathom.Lab.Cures;

/// <summary>What treated and untreated runs are compared by, on the data held out.</summary>
public enum Metric
{
    /// <summary>The mean loss, where both have the same loss function.</summary>
    Loss,

    /// <summary>The share of samples classified wrongly, where a treatment changes the loss function.</summary>
    Misclassified,

    /// <summary>Nothing: the loss functions differ, and the task is no classification.</summary>
    None,
}
