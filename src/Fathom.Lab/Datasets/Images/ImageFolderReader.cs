using System.Globalization;
using System.Runtime.InteropServices;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets.Images;

/// <summary>Reads images whose folder is their class.</summary>
static class ImageFolderReader
{
    static readonly string[] Endings = [".png", ".jpg", ".jpeg"];

    public static Samples Read(ImageFolder source, long seed, CancellationToken cancellation)
    {
        if (!Directory.Exists(source.Path)) throw new DataException($"There is no folder {source.Path}; give the folder that holds one folder of images per class.");
        return DataFile.Guarded(source.Path, () =>
        {
            var folders = Folders(source.Path);
            if (folders is not ["test", "train"]) return Read(source.Path, source, folders, seed, source.Size, cancellation);

            var train = Path.Combine(source.Path, "train");
            var test = Path.Combine(source.Path, "test");
            var samples = Read(train, source, Folders(train), seed, source.Size, cancellation);
            try
            {
                return new Samples(samples.Name, samples.Features, samples.Labels, samples.Shape)
                {
                    ClassNames = samples.ClassNames,
                    Apart = Read(test, source with { Take = null }, samples.ClassNames!, seed, [samples.Shape[1], samples.Shape[2]], cancellation),
                };
            }
            catch
            {
                samples.Dispose();
                throw;
            }
        });
    }

    static Samples Read(string folder, ImageFolder source, IReadOnlyList<string> classes, long seed, ValueList<int>? size, CancellationToken cancellation)
    {
        if (classes.Count < 2)
            throw new DataException($"The folder {folder} holds {classes.Count} folders, but needs at least two: one per class, with its images inside.");
        var files = Drawn(classes.SelectMany((name, number) => FilesOf(folder, name).Select(file => (File: file, Class: number))).ToArray(), source, seed);

        var fit = new ImageDecoder(source.Color, source.Size ?? size ?? ImageDecoder.SizeOf(files[0].File), source.Size is not null);
        if ((long)files.Length * fit.Numbers > Samples.MostNumbers)
            throw new DataException(string.Create(CultureInfo.InvariantCulture,
                $"The {files.Length:N0} images of {folder} have more than {Samples.MostNumbers:N0} numbers; give a smaller size, or take fewer."));
        var features = empty([files.Length, fit.Numbers], dtype: ScalarType.Float32);
        try
        {
            for (var row = 0; row < files.Length; row++)
            {
                cancellation.ThrowIfCancellationRequested();
                fit.Decode(files[row].File, MemoryMarshal.Cast<byte, float>(features.bytes).Slice(row * fit.Numbers, fit.Numbers));
            }
        }
        catch
        {
            features.Dispose();
            throw;
        }

        return new Samples(folder, features, [.. files.Select(file => (double)file.Class)], fit.Shape) { ClassNames = classes };
    }

    /// <summary>As many files as are needed, drawn by chance; all where nothing is said.</summary>
    static (string File, int Class)[] Drawn((string File, int Class)[] files, ImageFolder source, long seed)
    {
        if (Samples.Needed(source) is not { } needed || needed >= files.Length) return files;
        var order = Enumerable.Range(0, files.Length).Select(file => (long)file).ToArray();
        new Chance(seed, "images").Shuffle(order);
        return [.. order.Take(needed).Order().Select(file => files[file])];
    }

    static string[] Folders(string folder) =>
        [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal)];

    static string[] FilesOf(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!Directory.Exists(path)) throw new DataException($"The folder {folder} has no folder {Shown.Short(name)}, though the training images have that class; both must have the same classes.");
        string[] files = [.. Directory.EnumerateFiles(path).Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new DataException($"The folder {path} holds no PNG or JPEG image, so its class would have no sample; add images or remove the folder.");
    }
}
