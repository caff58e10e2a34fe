namespace Fathom.Recipes;

/// <summary>How an image becomes a sequence.</summary>
public enum PixelOrder
{
    /// <summary>Pixel by pixel, row after row: 784 time steps of one number.</summary>
    Pixels,

    /// <summary>Row by row: 28 time steps of 28 numbers.</summary>
    Rows,

    /// <summary>Pixel by pixel in an order drawn once from the seed, the same for every image: what is near in the image may be far in time.</summary>
    Permuted,
}
