namespace Fathom.Recipes;

/// <summary>The ten digits drawn as 28×28 images, each turned, stretched, sheared and shifted by chance.</summary>
public sealed record Digits : GeneratedData
{
    /// <summary>The standard deviation of the noise on each pixel, whose brightness lies in 0 to 1: 0 to 1; default 0.1.</summary>
    public double Noise { get; init => field = Require.Between(value, 0, 1, nameof(Noise)); } = 0.1;
}
