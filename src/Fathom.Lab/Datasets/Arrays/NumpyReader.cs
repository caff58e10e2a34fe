using System.IO.Compression;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets.Arrays;

/// <summary>Reads features and labels from <c>.npz</c> and <c>.npy</c> files.</summary>
static class NumpyReader
{
    static readonly string[] FeatureNames = ["x_train", "x", "X", "features", "data", "arr_0"];
    static readonly string[] LabelNames = ["y_train", "y", "Y", "labels", "target", "arr_1"];

    public static Samples Read(NumpyArrays source, CancellationToken cancellation)
    {
        if (!File.Exists(source.Path)) throw new DataException($"There is no file {source.Path}; give the path of an .npz or .npy file.");
        return DataFile.Guarded(source.Path, () => IsZip(source.Path) ? ReadZip(source, cancellation) : ReadPair(source, cancellation));
    }

    static Samples ReadPair(NumpyArrays source, CancellationToken cancellation)
    {
        if (source.Labels is not { } labels) throw new DataException($"{source.Path} holds the features only; give the .npy file of the labels as labels.");
        if (!File.Exists(labels)) throw new DataException($"There is no file {labels}; give the path of the labels' .npy file.");
        return Together(
            source.Path, Open(source.Path, (file, length) => NpyArray.ReadFloats(file, length, source.Path, cancellation)),
            labels, () => Open(labels, (file, length) => NpyArray.ReadLabels(file, length, labels, cancellation)));
    }

    static Samples ReadZip(NumpyArrays source, CancellationToken cancellation)
    {
        using var zip = ZipFile.OpenRead(source.Path);
        var (features, labels) = (Find(zip, source, source.Features, FeatureNames, "features"), Find(zip, source, source.Labels, LabelNames, "labels"));
        var isDivided = source is { Features: null, Labels: null } && features == "x_train" && labels == "y_train" && Has(zip, "x_test") && Has(zip, "y_test");
        var apart = isDivided ? ReadPair(zip, source.Path, "x_test", "y_test", apart: null, cancellation) : null;
        try
        {
            var samples = ReadPair(zip, source.Path, features, labels, apart, cancellation);
            if (apart is null || apart.Shape.Equals(samples.Shape)) return samples;
            samples.Dispose();
            throw new DataException($"Each sample of x_test in {source.Path} has the shape {apart.Shape}, but of x_train {samples.Shape}; both must be alike.");
        }
        catch
        {
            apart?.Dispose();
            throw;
        }
    }

    static Samples ReadPair(ZipArchive zip, string path, string features, string labels, Samples? apart, CancellationToken cancellation) => Together(
        $"{features} in {path}", Open(zip, features, (entry, length) => NpyArray.ReadFloats(entry, length, $"{features} in {path}", cancellation)),
        $"{labels} in {path}", () => Open(zip, labels, (entry, length) => NpyArray.ReadLabels(entry, length, $"{labels} in {path}", cancellation)), apart);

    static Samples Together(string featuresName, Tensor features, string labelsName, Func<double[]> readLabels, Samples? apart = null)
    {
        try
        {
            var labels = readLabels();
            if (features.dim() < 2)
                throw new DataException($"{featuresName} has one dimension, but features need two or more, the first counting the samples; reshape it, such as with reshape(-1, 1).");
            if (features.shape[0] != labels.Length)
                throw new DataException($"{featuresName} has {features.shape[0]} samples, but {labelsName} has {labels.Length} labels; both must belong together.");
            return new Samples(featuresName, features.reshape(labels.Length, -1), labels, [.. features.shape[1..].Select(size => checked((int)size))]) { Apart = apart };
        }
        finally
        {
            // A reshaped tensor shares its memory and keeps it.
            features.Dispose();
        }
    }

    static string Find(ZipArchive zip, NumpyArrays source, string? written, string[] usual, string role)
    {
        if ((written is null ? usual.FirstOrDefault(name => Has(zip, name)) : Has(zip, written) ? written : null) is { } found) return found;
        var names = zip.Entries.Select(entry => entry.FullName.EndsWith(".npy", StringComparison.Ordinal) ? entry.FullName[..^4] : entry.FullName).ToArray();
        var remedy = written is not null && NearestName.Of(written, names) is { } near ? $"did you mean {Shown.Short(near)}?" : $"it has {Shown.List(names)}.";
        throw new DataException(written is null
            ? $"{source.Path} has none of the arrays {string.Join(", ", usual)}, so say under {role} which one holds them; {remedy}"
            : $"{source.Path} has no array {Shown.Short(written)}; {remedy}");
    }

    static bool Has(ZipArchive zip, string name) => zip.GetEntry(name + ".npy") is not null;

    static T Open<T>(ZipArchive zip, string name, Func<Stream, long, T> read)
    {
        var entry = zip.GetEntry(name + ".npy")!;
        // deflate cannot make more than 1032 bytes out of one, whatever the directory of the file promises.
        using var stream = entry.Open();
        return read(stream, Math.Min(entry.Length, entry.CompressedLength * 1032));
    }

    static T Open<T>(string path, Func<Stream, long, T> read) => DataFile.Guarded(path, () =>
    {
        using var file = File.OpenRead(path);
        return read(file, file.Length);
    });

    static bool IsZip(string path)
    {
        using var file = File.OpenRead(path);
        return file.ReadByte() == 'P' && file.ReadByte() == 'K';
    }
}
