using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Fathom.Lab.Datasets;
using Fathom.Lab.Datasets.Published;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Datasets.Published;

public sealed class PublishedReaderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Says_how_to_get_what_is_not_in_the_cache() =>
        Assert.Equal(
            $"mnist is not in the cache ({Path.Combine(_folder.Path, "mnist")}); get it with: fathom data download mnist, or give the folder that holds it: mnist:FOLDER.",
            Refusal(new Mnist()));

    [Fact]
    public void Reads_mnist_from_a_folder()
    {
        using var samples = Read(new Mnist { Path = MnistFolder.OrSkip() });

        Assert.Equal([28, 28], samples.Shape);
    }

    [Fact]
    public void Knows_the_checksums_of_mnists_test_files()
    {
        var folder = MnistFolder.OrSkip();

        Assert.All(PublishedDataset.Find("mnist")!.Files.Where(file => file.Name.StartsWith("t10k", StringComparison.Ordinal)), file =>
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, file.Name));
            Assert.Equal(file.Bytes, bytes.Length);
            Assert.Equal(file.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        });
    }

    [Fact]
    public void A_cache_holds_a_data_set_only_when_every_file_has_its_length()
    {
        var cache = new DataCache(_folder.Path);
        var dataset = new PublishedDataset("things", "Things.", new("http://localhost/"), [new("a", 3, ""), new("b", 1, "")]);
        Directory.CreateDirectory(cache.FolderOf(dataset));

        File.WriteAllText(Path.Combine(cache.FolderOf(dataset), "a"), "aaa");
        Assert.False(cache.Holds(dataset));
        File.WriteAllText(Path.Combine(cache.FolderOf(dataset), "b"), "bb");
        Assert.False(cache.Holds(dataset));
        File.WriteAllText(Path.Combine(cache.FolderOf(dataset), "b"), "b");
        Assert.True(cache.Holds(dataset));
    }

    [Fact]
    public void Checksums_have_64_digits_and_addresses_end_in_a_slash() => Assert.All(PublishedDataset.All, dataset =>
    {
        Assert.EndsWith("/", dataset.Home.AbsoluteUri, StringComparison.Ordinal);
        Assert.All(dataset.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
    });

    [Fact]
    public void Reads_cifar_from_its_archive()
    {
        Archive(("data_batch_1.bin", [Sample(3, 10, 20, 30), Sample(9, 0, 0, 0)]), ("data_batch_2.bin", [Sample(0, 255, 255, 255)]), ("test_batch.bin", [Sample(1, 51, 0, 0)]));

        using var samples = Read(new Cifar10 { Path = _folder.Path });

        Assert.Equal([3, 32, 32], samples.Shape);
        Assert.Equal([3.0, 9.0, 0.0], samples.Labels);
        Assert.Equal("cat", samples.ClassNames![3]);
        var first = samples.Features[0].data<float>().ToArray();
        Assert.Equal([10 / 255f, 20 / 255f, 30 / 255f], [first[0], first[1024], first[2048]]);
        Assert.Equal(0.2f, samples.Apart!.Features[0].data<float>().ToArray()[1023]);
    }

    [Fact]
    public void Says_what_is_wrong_with_an_archive()
    {
        Assert.Contains("does not hold cifar-10-binary.tar.gz", Refusal(new Cifar10 { Path = _folder.Path }), StringComparison.Ordinal);
        Archive(("data_batch_1.bin", [Sample(3, 1, 1, 1)]));
        Assert.Contains("holds no data_batch_1.bin or no test_batch.bin", Refusal(new Cifar10 { Path = _folder.Path }), StringComparison.Ordinal);
        Archive(("data_batch_1.bin", [Sample(10, 1, 1, 1)]), ("test_batch.bin", [Sample(1, 1, 1, 1)]));
        Assert.Contains("has the class 10, but there are only 0 to 9", Refusal(new Cifar10 { Path = _folder.Path }), StringComparison.Ordinal);
        Archive(("data_batch_1.bin", [[1, 2, 3]]), ("test_batch.bin", [Sample(1, 1, 1, 1)]));
        Assert.Contains("does not consist of samples of 3,073 bytes each", Refusal(new Cifar10 { Path = _folder.Path }), StringComparison.Ordinal);
        _folder.Write("cifar-10-binary.tar.gz", "no archive");
        Assert.Contains("is damaged: ", Refusal(new Cifar10 { Path = _folder.Path }), StringComparison.Ordinal);
    }

    static byte[] Sample(byte label, byte red, byte green, byte blue) =>
        [label, .. Enumerable.Repeat(red, 1024), .. Enumerable.Repeat(green, 1024), .. Enumerable.Repeat(blue, 1024)];

    void Archive(params (string Name, byte[][] Samples)[] batches)
    {
        using var file = File.Create(Path.Combine(_folder.Path, "cifar-10-binary.tar.gz"));
        using var zipped = new GZipStream(file, CompressionLevel.Fastest);
        using var tar = new TarWriter(zipped);
        foreach (var (name, samples) in batches)
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"cifar-10-batches-bin/{name}") { DataStream = new MemoryStream([.. samples.SelectMany(sample => sample)]) });
    }

    string Refusal(PublishedData source) => Assert.Throws<DataException>(() => Read(source)).Message;

    Samples Read(PublishedData source) => PublishedReader.Read(source, new DataCache(_folder.Path), TestContext.Current.CancellationToken);
}
