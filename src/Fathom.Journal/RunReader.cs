using Fathom.Runs;

namespace Fathom.Journal;

/// <summary>Reads a run as it stands now.</summary>
public static class RunReader
{
    /// <summary>The run in a folder: everything that its journal tells up to its last whole record.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="time">The clock that tells a silent run from a running one; the system's when null.</param>
    /// <exception cref="RunFolderException">There is no such folder, it is no run, or a newer Fathom made it.</exception>
    public static RunView Read(string path, TimeProvider? time = null) => new RunFollower(path, time).View;
}
