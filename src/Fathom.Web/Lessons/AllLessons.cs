using Fathom.Web.Lab;

namespace Fathom.Web.Lessons;

/// <summary>The course, lesson by lesson; the texts are embedded Markdown files.</summary>
public static class AllLessons
{
    const string Prefix = "lesson:";

    static readonly Lazy<IReadOnlyList<Lesson>> Course = new(() =>
    [
        .. typeof(AllLessons).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select((name, index) => Read(name, index + 1)),
    ]);

    /// <summary>All lessons in order.</summary>
    public static IReadOnlyList<Lesson> List => Course.Value;

    /// <summary>The lesson called <paramref name="id"/>; null where there is none.</summary>
    public static Lesson? Find(string? id) => List.FirstOrDefault(lesson => lesson.Id == id);

    static Lesson Read(string resource, int number)
    {
        using var stream = typeof(AllLessons).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return Parse(resource[(resource.IndexOf('-', StringComparison.Ordinal) + 1)..], number, reader.ReadToEnd());
    }

    /// <summary>Reads a file: lines of a key, a colon and a value; an empty line; and Markdown.</summary>
    internal static Lesson Parse(string id, int number, string file)
    {
        var lines = file.ReplaceLineEndings("\n").Split('\n');
        var head = lines.TakeWhile(line => line.Length > 0).Select(line => line.Split(": ", 2)).ToList();
        string Of(string key) => head.Find(line => line[0] == key) is [_, var value] ? value : throw new InvalidDataException($"The lesson {id} has no {key}.");
        var start = LabUrl.Read(Of("start"));
        if (start.Complaints.Count > 0) throw new InvalidDataException($"The lesson {id} starts wrongly: {start.Complaints[0]}");
        return new(id, number)
        {
            Title = Of("title"),
            Goal = Of("goal"),
            Start = start.State,
            Hints = [.. head.Where(line => line[0] == "hint").Select(line => line[1])],
            Text = string.Join('\n', lines.Skip(head.Count + 1)).Trim(),
            Check = LessonChecks.All.TryGetValue(id, out var check) ? check : throw new InvalidDataException($"The lesson {id} has no check."),
        };
    }
}
