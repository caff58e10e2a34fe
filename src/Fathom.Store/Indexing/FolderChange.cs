using Fathom.Runs;

namespace Fathom.Store.Indexing;

/// <summary>What an indexer found out about a folder.</summary>
/// <param name="Folder">Its full path.</param>
/// <param name="Stamp">How it looked before it was read.</param>
/// <param name="Run">The id of its run; empty where none could be read.</param>
/// <param name="Entry">What is to be saved of the run; null where the folder gave none.</param>
/// <param name="Problem">Why it could not be read; empty where all is well.</param>
sealed record FolderChange(string Folder, string Stamp, string Run, RunEntry? Entry, string Problem);
