namespace Fathom.Store.Indexing;

/// <summary>What an index knows of a folder: which run it holds and how it looked when it was read.</summary>
/// <param name="Folder">Its full path.</param>
/// <param name="Run">The run's id; empty where the folder could not be read.</param>
/// <param name="Stamp">See <see cref="FolderStamp"/>.</param>
/// <param name="Problem">Why it could not be read; empty where all is well.</param>
/// <param name="IsRunning">True where the run was running then.</param>
sealed record FolderRow(string Folder, string Run, string Stamp, string Problem, bool IsRunning);
