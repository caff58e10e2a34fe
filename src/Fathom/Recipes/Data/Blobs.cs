namespace Fathom.Recipes;

/// <summary>Points in the plane in round clouds whose centres stand on the unit circle.</summary>
public sealed record Blobs : GeneratedData
{
    /// <summary>The clouds' standard deviation, 0 to 10; default 0.2.</summary>
    public double Noise { get; init => field = Require.Between(value, 0, 10, nameof(Noise)); } = 0.2;

    /// <summary>How many clouds, one class each, 2 to 100; default 3.</summary>
    public int Classes { get; init => field = Require.Between(value, 2, 100, nameof(Classes)); } = 3;
}
