namespace Fathom.Recipes;

/// <summary>A convolution over an image.</summary>
public sealed record Conv2d : Convolution
{
    /// <inheritdoc/>
    public override int Dimensions => 2;

    /// <inheritdoc/>
    public override string InputRule => "channels, height and width such as [1, 28, 28]";
}
