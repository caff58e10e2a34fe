namespace Fathom.Runs;

/// <summary>An index over runs. The folders are the truth: an index can be rebuilt from them at any time. Safe to use from several threads.</summary>
public interface IRunStore : IDisposable
{
    /// <summary>Adds the run or replaces what was known of it, tags apart: those stay as people set them.</summary>
    void Save(RunEntry entry);

    /// <summary>The run with this id; null where there is none.</summary>
    RunEntry? Find(string id);

    /// <summary>The runs that <paramref name="query"/> asks for, newest first.</summary>
    IReadOnlyList<RunEntry> List(RunQuery query);

    /// <summary>Replaces the tags of a run; false where there is no such run.</summary>
    bool Tag(string id, IReadOnlyList<string> tags);

    /// <summary>Takes the run out of the index; false where it was not there. The folder is not touched.</summary>
    bool Remove(string id);
}
