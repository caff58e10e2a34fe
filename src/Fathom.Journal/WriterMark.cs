using System.Globalization;
using System.Text.Json;

namespace Fathom.Journal;

/// <summary>Which process writes a journal, so that a reader on the same machine can see whether it still lives.</summary>
/// <remarks>A process id alone is given out again; with the moment of its start it means one process.</remarks>
sealed record WriterMark(string Machine, int Process, string Started)
{
    public const string FileName = "writer.json";

    public static WriterMark OfThisProcess => new(Environment.MachineName, Environment.ProcessId, StartOf(Environment.ProcessId) ?? "");

    /// <summary>The mark in a run folder; null where there is none that can be read.</summary>
    public static WriterMark? In(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<WriterMark>(File.ReadAllText(Path.Combine(folder, FileName)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void WriteTo(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this));

    /// <summary>True where the process is on this machine and lives; false where it is gone, or not to be seen from here.</summary>
    public bool Lives() => Machine == Environment.MachineName && StartOf(Process) is { } start && start == Started;

    static string? StartOf(int process)
    {
        try
        {
            // Field 22 of proc(5)'s stat, in ticks since the machine's start: the same whoever asks. The name before it may hold spaces and brackets.
            var stat = $"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat";
            if (OperatingSystem.IsLinux())
            {
                if (!File.Exists(stat)) return null;
                var text = File.ReadAllText(stat);
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                return fields[0] == "Z" ? null : fields[19];
            }

            using var found = System.Diagnostics.Process.GetProcessById(process);
            return found.StartTime.ToUniversalTime().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
