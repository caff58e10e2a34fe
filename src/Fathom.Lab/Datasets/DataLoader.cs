using Fathom.Lab.Datasets.Arrays;
using Fathom.Lab.Datasets.Generators;
using Fathom.Lab.Datasets.Images;
using Fathom.Lab.Datasets.Published;
using Fathom.Lab.Datasets.Tables;
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
        var dataset = targets.Fit(samples, split);
        Preparer.Prepare(recipe.Data.Prepare, dataset.Training.Features, dataset.HeldOut?.Features);
        return dataset;
    }

    /// <summary>Reads or makes data and says what it is, before anything is split off or prepared.</summary>
    /// <param name="source">The data.</param>
    /// <param name="seed">Where the random numbers of generated data start.</param>
    /// <param name="cancellation">Looked at often while reading.</param>
    /// <exception cref="DataException">A file is missing or damaged.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static DataDescription Describe(DataSource source, long seed = 1, CancellationToken cancellation = default)
    {
        using var samples = Read(source, seed, cancellation);
        return DataDescription.Of(samples);
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
        Clouds clouds => CloudTable.Draw(clouds, seed),
        PublishedData published => PublishedReader.Read(published, DataCache.OfUser(), cancellation),
        Idx idx => IdxFolder.Read(idx.Path, cancellation),
        Csv csv => CsvTable.Read(csv, seed, cancellation),
        ParquetTable parquet => ParquetRows.Read(parquet, seed, cancellation),
        NumpyArrays arrays => NumpyReader.Read(arrays, cancellation),
        ImageFolder images => ImageFolderReader.Read(images, seed, cancellation),
        var other => throw new NotSupportedException($"No reader is known for the data source {other.GetType().Name}."),
    };
}
