using System.Globalization;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets;

/// <summary>What data is, before anything is split off or prepared.</summary>
public sealed record DataDescription
{
    const int MostClasses = 100_000;

    /// <summary>Where the data is from.</summary>
    public required string Name { get; init; }

    /// <summary>The shape of one sample.</summary>
    public required ValueList<int> Shape { get; init; }

    /// <summary>How many samples there are, without those set apart.</summary>
    public required long Samples { get; init; }

    /// <summary>How many further samples the source itself sets apart for testing; 0 where it does not.</summary>
    public required long SetApart { get; init; }

    /// <summary>The classes in the order of their numbers; empty where labels are measured numbers.</summary>
    public required ValueList<ClassCount> Classes { get; init; }

    /// <summary>The labels' numbers, whether they name classes or not.</summary>
    public required NumberSummary Labels { get; init; }

    /// <summary>All features' numbers together.</summary>
    public required NumberSummary Features { get; init; }

    /// <summary>How many features have the same value in every sample.</summary>
    public required long ConstantFeatures { get; init; }

    /// <summary>
    /// The largest deviation of a feature over the smallest, constant ones left out; 1 where there is none. Far above 1, weights of the
    /// first layer learn at very different speeds, and preparing the features helps.
    /// </summary>
    public required double SpreadOfDeviations { get; init; }

    internal static DataDescription Of(Samples samples)
    {
        using var scope = NewDisposeScope();
        var features = samples.Features.reshape(samples.Labels.Length, -1);
        var (mean, deviation) = Preparer.Moments(features);
        var (means, deviations) = (mean.data<double>().ToArray(), deviation.data<double>().ToArray());
        var varying = deviations.Where(one => one > 0).ToArray();
        return new DataDescription
        {
            Name = samples.Name,
            Shape = samples.Shape,
            Samples = samples.Labels.Length,
            SetApart = samples.Apart?.Labels.Length ?? 0,
            Classes = CountClasses(samples),
            Labels = NumberSummary.Of(samples.Labels),
            Features = new NumberSummary(means.Average(), Whole(means, deviations), features.min().item<float>(), features.max().item<float>()),
            ConstantFeatures = deviations.Length - varying.Length,
            SpreadOfDeviations = varying.Length == 0 ? 1 : varying.Max() / varying.Min(),
        };
    }

    /// <summary>The deviation of all numbers together: what varies within features and what varies between their means.</summary>
    static double Whole(double[] means, double[] deviations)
    {
        var middle = means.Average();
        return Math.Sqrt(means.Zip(deviations, (mean, deviation) => deviation * deviation + (mean - middle) * (mean - middle)).Average());
    }

    static ValueList<ClassCount> CountClasses(Samples samples)
    {
        if (samples.Labels.Any(label => label < 0 || label != Math.Floor(label) || label >= MostClasses)) return [];
        var counts = new long[(int)samples.Labels.Max() + 1];
        foreach (var label in samples.Labels) counts[(int)label]++;
        var names = samples.ClassNames;
        return [.. counts.Select((count, number) => new ClassCount(number, names is null ? number.ToString(CultureInfo.InvariantCulture) : names[number], count))];
    }
}
