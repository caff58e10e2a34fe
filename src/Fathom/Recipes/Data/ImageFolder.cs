namespace Fathom.Recipes;

/// <summary>PNG and JPEG files in one folder per class; brightness 0 to 255 becomes 0 to 1.</summary>
public sealed record ImageFolder : DataSource
{
    /// <summary>The folder with the classes' folders; or with <c>train</c> and <c>test</c>, each with those: then test is what is held out.</summary>
    public required string Path { get; init; }

    /// <summary>Height and width to which every image is stretched, each 1 to 4,096; null: as they are, and then they must all be alike.</summary>
    public ValueList<int>? Size
    {
        get;
        init => field = value is null or [>= 1 and <= 4096, >= 1 and <= 4096]
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"Size must be a height and a width from 1 to 4,096 each, but was {value}.");
    }

    /// <summary>Whether colours are kept, as three channels red, green and blue, or only the brightness, as one; default true.</summary>
    public bool Color { get; init; } = true;
}
