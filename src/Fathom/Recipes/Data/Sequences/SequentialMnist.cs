namespace Fathom.Recipes;

/// <summary>Images in IDX files, as MNIST comes, read as sequences with one label each.</summary>
/// <remarks>Le, Jaitly and Hinton (2015), A simple way to initialize recurrent networks of rectified linear units, section 4.2.</remarks>
public sealed record SequentialMnist : DataSource
{
    /// <summary>The folder, as for <see cref="Idx"/>.</summary>
    public required string Path { get; init; }

    /// <summary>How an image becomes a sequence; default pixel by pixel.</summary>
    public PixelOrder Order { get; init; }
}
