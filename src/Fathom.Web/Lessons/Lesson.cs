using Fathom.Web.Lab;

namespace Fathom.Web.Lessons;

/// <summary>One guided step: a network to break and to mend.</summary>
/// <param name="Id">How a URL calls it.</param>
/// <param name="Number">Its place in the course, from 1.</param>
public sealed record Lesson(string Id, int Number)
{
    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>What is to be reached, in a sentence.</summary>
    public required string Goal { get; init; }

    /// <summary>Where the controls stand at the beginning.</summary>
    public required LabState Start { get; init; }

    /// <summary>Help in small steps, the least first.</summary>
    public required IReadOnlyList<string> Hints { get; init; }

    /// <summary>What is taught, as Markdown; words in braces stand for the learner's own numbers (<see cref="LessonNumbers"/>).</summary>
    public required string Text { get; init; }

    /// <summary>Whether the goal is reached, judged by the prognosis and the training, never by what somebody typed.</summary>
    public required Func<LessonScene, LessonCheck> Check { get; init; }
}
