namespace Fathom.Web.Children;

/// <summary>The last lines of what a process says; lines beyond are forgotten, long ones cut.</summary>
sealed class LogTail
{
    const int MostLines = 200;
    const int MostCharacters = 500;

    readonly Lock _lock = new();
    readonly Queue<string> _lines = new();

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock) return [.. _lines];
        }
    }

    public void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        lock (_lock)
        {
            _lines.Enqueue(line.Length <= MostCharacters ? line : string.Concat(line.AsSpan(0, MostCharacters), "…"));
            if (_lines.Count > MostLines) _lines.Dequeue();
        }
    }
}
