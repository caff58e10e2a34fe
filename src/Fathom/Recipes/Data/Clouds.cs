namespace Fathom.Recipes;

/// <summary>A table of numbers: round clouds in many dimensions, one per class, whose columns may be measured in very different units.</summary>
public sealed record Clouds : GeneratedData
{
    /// <summary>How many features a sample has, 2 to 10,000; default 10.</summary>
    public int Features { get; init => field = Require.Between(value, 2, 10_000, nameof(Features)); } = 10;

    /// <summary>How many clouds, one class each, 2 to 100; default 3.</summary>
    public int Classes { get; init => field = Require.Between(value, 2, 100, nameof(Classes)); } = 3;

    /// <summary>The clouds' standard deviation, where their centres' is 1: 0 to 10; default 0.5.</summary>
    public double Noise { get; init => field = Require.Between(value, 0, 10, nameof(Noise)); } = 0.5;

    /// <summary>
    /// How many times larger the numbers of the last column are than those of the first, which are around 1; those between grow evenly:
    /// 1 to 1e12; default 1.
    /// </summary>
    public double Spread { get; init => field = Require.Between(value, 1, 1e12, nameof(Spread)); } = 1;
}
