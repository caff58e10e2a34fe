namespace Fathom.Store.Indexing;

/// <summary>A folder that could not be read, or not wholly.</summary>
/// <param name="Folder">The folder, as a full path.</param>
/// <param name="Sentence">What is wrong with it.</param>
public sealed record IndexProblem(string Folder, string Sentence);
