namespace Fathom.Journal;

/// <summary>What is wrong with a run folder.</summary>
public enum RunFolderFault
{
    /// <summary>There is no such folder.</summary>
    Missing,

    /// <summary>The folder is there, but holds no run: no manifest, or one that cannot be read.</summary>
    NotARun,

    /// <summary>A newer Fathom made it, in a layout that this one does not know.</summary>
    NewerLayout,

    /// <summary>It cannot be made: a run is there already, or the disk refuses.</summary>
    CannotCreate,

    /// <summary>Another process writes into it now.</summary>
    InUse,
}
