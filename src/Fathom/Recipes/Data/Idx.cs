namespace Fathom.Recipes;

/// <summary>Images and labels in IDX files, as MNIST comes, gzipped or not; brightness 0 to 255 becomes 0 to 1.</summary>
public sealed record Idx : DataSource
{
    /// <summary>
    /// The folder with <c>train-images-idx3-ubyte</c> and <c>train-labels-idx1-ubyte</c>, <c>t10k-…</c>, or both, each also as
    /// <c>.gz</c>. With both, t10k is what is held out.
    /// </summary>
    public required string Path { get; init; }
}
