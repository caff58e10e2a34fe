namespace Fathom.Lab.Training;

/// <summary>What a training that goes on with a treated recipe has taken over from the one before.</summary>
/// <param name="Kept">How many learnt weights were carried over.</param>
/// <param name="Started">How many of the treated network begin anew.</param>
/// <param name="Lost">How many of the one before have no place any more.</param>
/// <param name="Change">The largest change of an answer on the first batch while evaluating, as a share of the largest answer; NaN where the two cannot be compared.</param>
public sealed record Inheritance(long Kept, long Started, long Lost, double Change)
{
    /// <summary>The share of the treated network's weights that were carried over, 0 to 1.</summary>
    public double Share => Kept == 0 ? 0 : (double)Kept / (Kept + Started);

    /// <summary>Whether the network's answers are the same to 1e-5.</summary>
    public bool IsExact => Change <= 1e-5;

    /// <summary>For how many parameters the optimizer still knows what it has learnt of them.</summary>
    public int Remembered { get; init; }
}
