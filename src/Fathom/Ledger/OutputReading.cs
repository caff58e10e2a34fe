namespace Fathom.Ledger;

/// <summary>What the network's output and the loss's gradient at it look like, row by row; made from at most 32 rows.</summary>
/// <remarks>
/// A row holds the answers for one sample (for one position of it, where a network answers at each). From these numbers a loss can be
/// recognised without a word from the user: softmax and cross-entropy on logits leave gradients whose rows add up to zero.
/// </remarks>
public sealed record OutputReading
{
    /// <summary>The type of the module that made the output, such as "Softmax": the last one that is no container; "" where none is known.</summary>
    public string Type { get; init; } = "";

    /// <summary>How many answers a row holds, at least 1.</summary>
    public required int Columns { get; init; }

    /// <summary>How many rows the whole output has.</summary>
    public required long Rows { get; init; }

    /// <summary>The smallest answer that was seen; NaN where none was finite.</summary>
    public double Minimum { get; init; } = double.NaN;

    /// <summary>The largest answer that was seen; NaN where none was finite.</summary>
    public double Maximum { get; init; } = double.NaN;

    /// <summary>The largest difference of a row's sum from 1; next to 0 where the rows are probabilities, NaN where not finite.</summary>
    public double FarthestSumFromOne { get; init; } = double.NaN;

    /// <summary>
    /// The largest |sum of a row's gradient| over the sum of its magnitudes, 0 to 1; next to 0 where softmax and cross-entropy stand behind
    /// the output, NaN where no gradient arrived or all of it was zero.
    /// </summary>
    public double GradientImbalance { get; init; } = double.NaN;

    /// <summary>
    /// The smallest magnitude of a gradient but zero, times the number of rows; NaN where none arrived. With <see cref="LargestPull"/> it tells
    /// a gradient that is a difference of probabilities (at most 1) from one that is not.
    /// </summary>
    public double SmallestPull { get; init; } = double.NaN;

    /// <summary>The largest magnitude of a gradient times the number of rows; NaN where none arrived.</summary>
    public double LargestPull { get; init; } = double.NaN;

    /// <summary>
    /// The largest difference of a number's pull from σ(answer) or σ(answer) − 1, 0 or more; next to 0 where binary cross-entropy takes the answers
    /// for logits, NaN where no gradient arrived or a row holds more than 64 answers.
    /// </summary>
    public double FarthestFromLogistic { get; init; } = double.NaN;

    /// <summary>
    /// The one number towards which the gradient pulls the answers of all rows, each in proportion to its distance, as squares do; NaN where it
    /// pulls them towards different ones, where fewer than four rows differ, or where a row holds more than one answer.
    /// </summary>
    public double CommonTarget { get; init; } = double.NaN;

    /// <summary>What squares of the distances to <see cref="CommonTarget"/> cost on average; NaN where there is none.</summary>
    public double CommonTargetLoss { get; init; } = double.NaN;
}
