namespace Fathom.Lab.Datasets.Published;

/// <summary>How far a download is.</summary>
/// <param name="File">The file that is being fetched.</param>
/// <param name="Bytes">How many bytes of all files there are now.</param>
/// <param name="Total">How many bytes all files have.</param>
public readonly record struct DownloadProgress(string File, long Bytes, long Total);
