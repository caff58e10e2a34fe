using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets;

/// <summary>Samples as a source gives them, before they are split and fitted to a network.</summary>
/// <param name="name">The source, as messages call it.</param>
/// <param name="features">One row per sample, float32; owned.</param>
/// <param name="labels">One number per sample.</param>
/// <param name="shape">The shape of one sample.</param>
sealed class Samples(string name, Tensor features, double[] labels, ValueList<int> shape) : IDisposable
{
    /// <summary>How many numbers the features may have: what one array of bytes can hold.</summary>
    public const int MostNumbers = 500_000_000;

    public string Name => name;

    public Tensor Features => features;

    public double[] Labels => labels;

    public ValueList<int> Shape => shape;

    /// <summary>The labels of a source that has one for each time step; null where each sample has one.</summary>
    public StepLabels? StepLabels { get; init; }

    /// <summary>What the classes are called, in the order of their numbers; null where the source only numbers them.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Samples that the source itself sets apart for testing; null where it does not.</summary>
    public Samples? Apart { get; init; }

    /// <summary>How many samples have to be read so that <see cref="DataSource.Take"/> of them can be trained on; null: all.</summary>
    public static int? Needed(DataSource source) =>
        source.Take is { } take ? (int)Math.Min(int.MaxValue, Math.Ceiling(take / (1 - source.HoldOut) - 1e-9)) : null;

    public void Dispose()
    {
        features.Dispose();
        Apart?.Dispose();
    }
}
