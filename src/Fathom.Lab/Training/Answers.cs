using System.Text.Json;

namespace Fathom.Lab.Training;

/// <summary>What a network answers at one step of its training: to the whole plane where samples are points of it, and to a few samples held out.</summary>
public sealed record Answers
{
    /// <summary>How many bytes a file of answers may have: 256 KiB. One has a few.</summary>
    public const int MostBytes = 1 << 18;

    /// <summary>After which step.</summary>
    public required long Step { get; init; }

    /// <summary>The answers over the plane; null where samples are no points of it, or are not told apart by classes.</summary>
    public AnswerPlane? Plane { get; init; }

    /// <summary>The first samples held out, with what the network makes of each.</summary>
    public IReadOnlyList<AnswerSample> Samples { get; init; } = [];

    /// <summary>Writes the file anew, so that a reader finds the old answers or these, never a part.</summary>
    public void Write(string path)
    {
        var draft = path + ".part";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(this, AnswersJson.Default.Answers));
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>The answers in a file; null where there is none yet, or where it holds none.</summary>
    public static Answers? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return file.Length > MostBytes ? null : JsonSerializer.Deserialize(file, AnswersJson.Default.Answers) is { } answers && answers.IsWhole ? answers : null;
        }
        catch (Exception nothing) when (nothing is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            return null;
        }
    }

    bool IsWhole =>
        Plane is not { } plane || (plane.Side is > 0 and <= 256 && plane.Classes.Length == plane.Side * plane.Side && plane.Certainties.Length == plane.Classes.Length);
}
