namespace Fathom.Lab.Training;

/// <summary>What a network made of one sample held out.</summary>
/// <param name="Wanted">The right class, or the right number.</param>
/// <param name="Answered">The class with the greatest probability, or the number answered.</param>
/// <param name="Certainty">With which probability; NaN where numbers are answered.</param>
public sealed record AnswerSample(double Wanted, double Answered, double Certainty)
{
    /// <summary>The sample as a square picture, row by row, brightness 0 to 255; empty where it is none.</summary>
    public byte[] Picture { get; init; } = [];
}
