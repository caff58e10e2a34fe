namespace Fathom.Web.Lessons;

/// <summary>Whether a lesson's goal is reached.</summary>
/// <param name="IsDone">True where it is.</param>
/// <param name="Sentence">What was reached, or what is still missing.</param>
public sealed record LessonCheck(bool IsDone, string Sentence);
