namespace Fathom.Lab.Datasets.Published;

/// <summary>One file of a published data set.</summary>
/// <param name="Name">The file's name, in the cache and behind the base address.</param>
/// <param name="Bytes">How many bytes it has.</param>
/// <param name="Sha256">Its SHA-256 as 64 lower-case hexadecimal digits.</param>
public sealed record PublishedFile(string Name, long Bytes, string Sha256);
