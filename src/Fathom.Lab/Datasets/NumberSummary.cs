namespace Fathom.Lab.Datasets;

/// <summary>The first moments of many numbers, and their range.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Deviation">The standard deviation.</param>
/// <param name="Minimum">The smallest.</param>
/// <param name="Maximum">The largest.</param>
public sealed record NumberSummary(double Mean, double Deviation, double Minimum, double Maximum)
{
    internal static NumberSummary Of(double[] numbers)
    {
        var mean = numbers.Average();
        return new(mean, Math.Sqrt(numbers.Average(number => (number - mean) * (number - mean))), numbers.Min(), numbers.Max());
    }
}
