using Fathom.Recipes;

namespace Fathom.Lab.Datasets.Published;

/// <summary>Reads published data sets from the cache, or from the folder that the recipe names.</summary>
static class PublishedReader
{
    public static Samples Read(PublishedData source, DataCache cache, CancellationToken cancellation)
    {
        var dataset = PublishedDataset.Find(NameOf(source))!;
        var folder = source.Path ?? Cached(dataset, cache);
        return source is Cifar10 ? ReadCifar(folder, dataset, cancellation) : IdxFolder.Read(folder, cancellation);
    }

    static string NameOf(PublishedData source) => source switch
    {
        Mnist => "mnist",
        FashionMnist => "fashion-mnist",
        Cifar10 => "cifar-10",
        var other => throw new NotSupportedException($"No data set is known for {other.GetType().Name}."),
    };

    static string Cached(PublishedDataset dataset, DataCache cache) => cache.Holds(dataset)
        ? cache.FolderOf(dataset)
        : throw new DataException($"{dataset.Name} is not in the cache ({cache.FolderOf(dataset)}); get it with: fathom data download {dataset.Name}, or give the folder that holds it: {dataset.Name}:FOLDER.");

    static Samples ReadCifar(string folder, PublishedDataset dataset, CancellationToken cancellation)
    {
        var archive = Path.Combine(folder, dataset.Files[0].Name);
        return File.Exists(archive)
            ? CifarArchive.Read(archive, cancellation)
            : throw new DataException($"The folder {folder} does not hold {dataset.Files[0].Name}; give the folder that does, or get it with: fathom data download {dataset.Name}.");
    }
}
