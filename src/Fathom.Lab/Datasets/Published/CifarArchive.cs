using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Fathom.Lab.Datasets.Published;

/// <summary>
/// CIFAR-10's archive of binary files: each sample is a byte with its class and 3 × 1024 bytes, the red, green and blue of each pixel,
/// row by row.
/// </summary>
static class CifarArchive
{
    const int Side = 32;
    const int Pixels = 3 * Side * Side;
    const int MostSamples = 50_000;
    const string TestFile = "test_batch.bin";

    static readonly string[] Classes = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    public static Samples Read(string path, CancellationToken cancellation) => DataFile.Guarded(path, () =>
    {
        var (training, test) = (new List<byte[]>(), new List<byte[]>());
        using var file = File.OpenRead(path);
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var tar = new TarReader(unzipped);
        while (tar.GetNextEntry() is { } entry)
        {
            var name = entry.Name.Split('/')[^1];
            if (entry.DataStream is null || !(name == TestFile || (name.StartsWith("data_batch_", StringComparison.Ordinal) && name.EndsWith(".bin", StringComparison.Ordinal)))) continue;
            ReadBatch(entry.DataStream, $"{name} in {path}", name == TestFile ? test : training, cancellation);
        }

        if (training.Count == 0 || test.Count == 0)
            throw new DataException($"{path} holds no data_batch_1.bin or no {TestFile}; get the archive again.");
        var apart = Pack(TestFile, test);
        return Pack(path, training, apart);
    });

    static void ReadBatch(Stream batch, string name, List<byte[]> samples, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var sample = new byte[1 + Pixels];
            var read = batch.ReadAtLeast(sample, sample.Length, throwOnEndOfStream: false);
            if (read == 0) return;
            if (read < sample.Length || samples.Count == MostSamples)
                throw new DataException(string.Create(CultureInfo.InvariantCulture, $"{name} does not consist of samples of {sample.Length:N0} bytes each; get the archive again."));
            if (sample[0] >= Classes.Length) throw new DataException($"Sample {samples.Count + 1} of {name} has the class {sample[0]}, but there are only 0 to {Classes.Length - 1}; get the archive again.");
            samples.Add(sample);
        }
    }

    static Samples Pack(string name, List<byte[]> samples, Samples? apart = null)
    {
        var features = empty([samples.Count, Pixels], dtype: ScalarType.Float32);
        for (var row = 0; row < samples.Count; row++)
        {
            var to = MemoryMarshal.Cast<byte, float>(features.bytes).Slice(row * Pixels, Pixels);
            for (var pixel = 0; pixel < Pixels; pixel++) to[pixel] = samples[row][1 + pixel] / 255f;
        }

        return new Samples(name, features, [.. samples.Select(sample => (double)sample[0])], [3, Side, Side]) { ClassNames = Classes, Apart = apart };
    }
}
