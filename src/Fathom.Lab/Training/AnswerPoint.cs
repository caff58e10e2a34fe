namespace Fathom.Lab.Training;

/// <summary>A sample that is a point of the plane.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
/// <param name="Class">Its class.</param>
public sealed record AnswerPoint(double X, double Y, int Class);
