namespace Fathom.Runs;

/// <summary>A record of a journal that could not be read and was skipped.</summary>
/// <param name="File">The file's name in the run folder.</param>
/// <param name="Offset">Where in the file, in bytes.</param>
/// <param name="Sentence">What is wrong with it.</param>
public sealed record RunDamage(string File, long Offset, string Sentence);
