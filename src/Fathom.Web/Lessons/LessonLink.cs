using Fathom.Web.Lab;

namespace Fathom.Web.Lessons;

/// <summary>The addresses of the Lab, with or without a lesson.</summary>
static class LessonLink
{
    /// <summary>The query's key for the lesson that is open.</summary>
    public const string LessonKey = "lesson";

    /// <summary>The query's key for the lessons that are done, with dots between.</summary>
    public const string DoneKey = "done";

    /// <summary>The beginning of a lesson.</summary>
    public static string To(Lesson lesson) => To(lesson.Start, lesson.Id, []);

    /// <summary>The Lab as it stands.</summary>
    public static string To(LabState state, string? lesson, IReadOnlyCollection<string> done)
    {
        var address = "lab?" + LabUrl.Write(state);
        if (lesson is not null) address += $"&{LessonKey}={Uri.EscapeDataString(lesson)}";
        return done.Count == 0 ? address : $"{address}&{DoneKey}={Uri.EscapeDataString(string.Join('.', done))}";
    }

    /// <summary>The lessons that a query's value names; unknown ones are left out.</summary>
    public static IReadOnlyList<string> Done(string? value) =>
        [.. (value ?? "").Split('.', StringSplitOptions.RemoveEmptyEntries).Take(100).Where(id => AllLessons.Find(id) is not null).Distinct(StringComparer.Ordinal)];
}
