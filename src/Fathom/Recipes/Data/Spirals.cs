namespace Fathom.Recipes;

/// <summary>Points in the plane on spiral arms wound around one another.</summary>
public sealed record Spirals : GeneratedData
{
    /// <summary>The standard deviation of the noise on each coordinate, where the arms reach out to 1: 0 to 10; default 0.02.</summary>
    public double Noise { get; init => field = Require.Between(value, 0, 10, nameof(Noise)); } = 0.02;

    /// <summary>How many arms, one class each, 2 to 100; default 3.</summary>
    public int Classes { get; init => field = Require.Between(value, 2, 100, nameof(Classes)); } = 3;
}
