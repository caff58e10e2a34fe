namespace Fathom.Lab.Training;

/// <summary>A network's answers over a square of the plane, row by row from the top, each row from the left.</summary>
/// <param name="Least">Where the square begins in both directions.</param>
/// <param name="Most">Where it ends.</param>
/// <param name="Side">How many answers each row and each column has.</param>
/// <param name="Classes">The class answered at the middle of each field; <see cref="NoNumber"/> where the answer was no number.</param>
/// <param name="Certainties">With which probability, 0 to 255 for 0 to 1.</param>
public sealed record AnswerPlane(double Least, double Most, int Side, byte[] Classes, byte[] Certainties)
{
    /// <summary>Stands for a class where the network answered NaN or infinity.</summary>
    public const byte NoNumber = 255;

    /// <summary>Some of the points that are learnt from.</summary>
    public IReadOnlyList<AnswerPoint> Points { get; init; } = [];
}
