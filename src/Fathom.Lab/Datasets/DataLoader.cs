using Fathom.Lab.Datasets.Generators;
using Fathom.Recipes;

namespace Fathom.Lab.Datasets;

/// <summary>Gets a recipe's data ready for training.</summary>
public static class DataLoader
{
    /// <summary>Reads or makes the data, sets apart what is held out, and fits it to the network and the loss.</summary>
    /// <param name="recipe">Its data, seed, network and loss count; the same ones give the same data to the bit.</param>
    /// <param name="cancellation">Looked at often while reading.</param>
    /// <exception cref="DataException">A file is missing or damaged, or the data does not fit the network or the loss.</exception>
    /// <exception cref="OperationCanceledException">The loading was cancelled.</exception>
    public static Dataset Load(Recipe recipe, CancellationToken cancellation = default)
    {
        using var samples = Read(recipe.Data, recipe.Seed, cancellation);
        var targets = Targets.For(recipe, samples);
        var split = Split.Of(samples, recipe.Data, samples.StepLabels is null ? targets.Classes : null, recipe.Seed);
        targets.CheckEveryClassOccurs(split.Training, samples);
        return targets.Fit(samples, split);
    }

    static Samples Read(DataSource source, long seed, CancellationToken cancellation) => source switch
    {
        Digits digits => GlyphDigits.Draw(digits, seed, cancellation),
        Spirals spirals => Planar.Draw(spirals, seed),
        Blobs blobs => Planar.Draw(blobs, seed),
        Circles circles => Planar.Draw(circles, seed),
        AddingProblem adding => AddingTask.Draw(adding, seed),
        TemporalOrder order => TemporalOrderTask.Draw(order, seed),
        CopyMemory copy => CopyTask.Draw(copy, seed),
        Parity parity => ParityTask.Draw(parity, seed),
        SequentialMnist images => SequentialImages.Read(images, seed, cancellation),
        TextFile text => TextPieces.Read(text, cancellation),
        Idx idx => IdxFolder.Read(idx.Path, cancellation),
        Csv csv => CsvTable.Read(csv, cancellation),
        var other => throw new NotSupportedException($"No reader is known for the data source {other.GetType().Name}."),
    };
}
