namespace Fathom.Recipes;

/// <summary>Points in the plane on an inner circle of radius 0.5 and an outer one of radius 1: two classes.</summary>
public sealed record Circles : GeneratedData
{
    /// <summary>The standard deviation of the noise on each coordinate, 0 to 10; default 0.05.</summary>
    public double Noise { get; init => field = Require.Between(value, 0, 10, nameof(Noise)); } = 0.05;
}
