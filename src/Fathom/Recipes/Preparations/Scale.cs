namespace Fathom.Recipes;

/// <summary>Each feature is shifted and stretched to a range of values; one that never changes becomes the least of them.</summary>
public sealed record Scale : Preparation
{
    /// <summary>What a feature's smallest value becomes and what its largest, -1,000,000 to 1,000,000, the first below the second; default 0 and 1.</summary>
    public ValueList<double> To
    {
        get;
        init => field = value is [var least, var most] && least < most && least >= -1e6 && most <= 1e6
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"To must be two numbers from -1,000,000 to 1,000,000, the first below the second, but was {value}.");
    } = [0, 1];
}
