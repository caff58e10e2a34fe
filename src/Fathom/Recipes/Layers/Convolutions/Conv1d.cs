namespace Fathom.Recipes;

/// <summary>A convolution along a line.</summary>
public sealed record Conv1d : Convolution
{
    /// <inheritdoc/>
    public override int Dimensions => 1;

    /// <inheritdoc/>
    public override string InputRule => "channels and a length such as [1, 784]";
}
