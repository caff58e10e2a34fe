using Fathom.Recipes;

namespace Fathom.Lab.Datasets;

/// <summary>A folder with images and labels in IDX files, as MNIST is published.</summary>
static class IdxFolder
{
    public static Samples Read(string folder, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            throw new DataException($"There is no folder {folder} to read images from; give the folder that holds {Images("t10k")[0]} or {Images("train")[0]}.");

        var training = Files(folder, "train");
        var test = Files(folder, "t10k");
        if ((training ?? test) is not { } first)
            throw new DataException($"The folder {folder} holds neither {Images("train")[0]} nor {Images("t10k")[0]}, with or without .gz; give the folder that does.");
        return ReadPair(first, training is not null && test is { } second ? ReadPair(second, apart: null, cancellation) : null, cancellation);
    }

    static Samples ReadPair((string Images, string Labels) files, Samples? apart, CancellationToken cancellation)
    {
        var labels = IdxFile.ReadLabels(files.Labels);
        var (features, shape) = IdxFile.ReadImages(files.Images, cancellation);
        if (features.shape[0] == labels.Length) return new Samples(files.Images, features, labels, shape) { Apart = Fitting(apart, shape) };

        var images = features.shape[0];
        features.Dispose();
        throw new DataException($"{files.Images} has {images} images, but {files.Labels} has {labels.Length} labels; both must belong together.");
    }

    static Samples? Fitting(Samples? apart, ValueList<int> shape) => apart is null || apart.Shape.Equals(shape)
        ? apart
        : throw new DataException($"The images of {apart.Name} have the shape {apart.Shape}, but those for training {shape}; both must be alike.");

    static (string Images, string Labels)? Files(string folder, string part)
    {
        var images = Find(folder, Images(part));
        var labels = Find(folder, [$"{part}-labels-idx1-ubyte", $"{part}-labels.idx1-ubyte"]);
        return (images, labels) switch
        {
            (null, null) => null,
            (null, _) => throw new DataException($"The folder {folder} holds {Path.GetFileName(labels)} but no {Images(part)[0]}; both are needed."),
            (_, null) => throw new DataException($"The folder {folder} holds {Path.GetFileName(images)} but no {part}-labels-idx1-ubyte; both are needed."),
            _ => (images, labels),
        };
    }

    static string[] Images(string part) => [$"{part}-images-idx3-ubyte", $"{part}-images.idx3-ubyte"];

    static string? Find(string folder, string[] names) =>
        names.SelectMany(name => new[] { name, name + ".gz" }).Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
