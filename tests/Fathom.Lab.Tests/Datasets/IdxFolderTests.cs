using System.Buffers.Binary;
using System.IO.Compression;
using Fathom.Lab.Datasets;

namespace Fathom.Lab.Tests.Datasets;

public sealed class IdxFolderTests : IDisposable
{
    const string TrainImages = "train-images-idx3-ubyte";
    const string TrainLabels = "train-labels-idx1-ubyte";

    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_images_and_labels_gzipped_or_not(bool isGzipped)
    {
        Write(TrainImages, Idx([2, 2, 3], [0, 51, 255, 0, 0, 0, 1, 2, 3, 4, 5, 6]), isGzipped);
        Write(TrainLabels, Idx([2], [7, 9]), isGzipped);

        using var samples = Read();

        Assert.Equal([2, 3], samples.Shape);
        Assert.Equal([7.0, 9.0], samples.Labels);
        Assert.Equal([0f, 51 / 255f, 1f, 0f], samples.Features.data<float>().ToArray()[..4]);
        Assert.Null(samples.Apart);
    }

    [Fact]
    public void Sets_the_test_files_apart_where_there_are_both()
    {
        WriteGood("train", 3);
        WriteGood("t10k", 2);

        using var samples = Read();

        Assert.Equal(3, samples.Labels.Length);
        Assert.Equal(2, samples.Apart!.Labels.Length);
    }

    [Fact]
    public void Reads_MNIST()
    {
        using var samples = IdxFolder.Read(MnistFolder.OrSkip(), TestContext.Current.CancellationToken);

        Assert.Equal([28, 28], samples.Shape);
        Assert.Equal([7.0, 2.0, 1.0, 0.0, 4.0], samples.Labels[..5]);
        Assert.Equal(10_000, samples.Features.shape[0]);
        Assert.InRange(samples.Features.mean().item<float>(), 0.1325, 0.1326);
    }

    [Fact]
    public void Names_a_folder_that_is_not_there() =>
        Refuses("There is no folder /nowhere/at/all to read images from; give the folder that holds t10k-images-idx3-ubyte or train-images-idx3-ubyte.",
            () => IdxFolder.Read("/nowhere/at/all", default));

    [Fact]
    public void Says_which_files_it_looks_for() =>
        Refuses($"The folder {_folder.Path} holds neither train-images-idx3-ubyte nor t10k-images-idx3-ubyte, with or without .gz; give the folder that does.");

    [Fact]
    public void Says_that_the_labels_are_missing()
    {
        Write(TrainImages, Idx([1, 1, 1], [0]));

        Refuses($"The folder {_folder.Path} holds {TrainImages} but no {TrainLabels}; both are needed.");
    }

    [Fact]
    public void Says_that_labels_and_images_do_not_match()
    {
        Write(TrainImages, Idx([2, 1, 1], [0, 1]));
        Write(TrainLabels, Idx([3], [0, 1, 2]));

        Refuses($"{At(TrainImages)} has 2 images, but {At(TrainLabels)} has 3 labels; both must belong together.");
    }

    [Fact]
    public void Says_what_a_wrong_magic_number_should_be()
    {
        Write(TrainImages, Idx([2], [0, 1]));
        Write(TrainLabels, Idx([2], [0, 1]));

        Refuses($"{At(TrainImages)} is no IDX file of images: it must begin with the number 2051, but begins with 2049. Give the images file as it was published.");
    }

    [Fact]
    public void Says_where_a_file_ends_too_early()
    {
        Write(TrainImages, Idx([2, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7])[..^3]);
        Write(TrainLabels, Idx([2], [0, 1]));

        Refuses($"{At(TrainImages)} ends after 5 of the 8 bytes that its header promises; get the file again.");
    }

    [Fact]
    public void Says_that_a_file_goes_on_too_long()
    {
        Write(TrainImages, [.. Idx([1, 1, 2], [0, 1]), 3]);
        Write(TrainLabels, Idx([1], [0]));

        Refuses($"{At(TrainImages)} goes on after the 2 bytes that its header promises; get the file again.");
    }

    [Fact]
    public void Says_that_a_gzipped_file_is_truncated()
    {
        var pixels = new byte[20 * 28 * 28];
        new Random(1).NextBytes(pixels);
        Write(TrainImages + ".gz", Zip(Idx([20, 28, 28], pixels))[..5000]);
        Write(TrainLabels, Idx([20], new byte[20]));

        var message = Assert.Throws<DataException>(() => Read()).Message;

        Assert.StartsWith($"{At(TrainImages)}.gz ", message, StringComparison.Ordinal);
        Assert.EndsWith("et the file again.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_a_gzipped_file_is_damaged()
    {
        Write(TrainImages, Idx([1, 1, 1], [0]));
        Write(TrainLabels + ".gz", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]);

        Assert.StartsWith($"{At(TrainLabels)}.gz is damaged: ", Assert.Throws<DataException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    [InlineData(100_000, 100, 100)]
    [InlineData(-1, 28, 28)]
    [InlineData(0, 28, 28)]
    public void Never_believes_a_header_that_promises_too_much(int images, int rows, int columns)
    {
        Write(TrainImages, Idx([images, rows, columns], [0]));
        Write(TrainLabels, Idx([1], [0]));

        Assert.Contains($"says that it has the size {images} × {rows} × {columns}", Assert.Throws<DataException>(() => Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_a_header_is_cut_off()
    {
        Write(TrainImages, Idx([1, 1, 1], [0])[..10]);
        Write(TrainLabels, Idx([1], [0]));

        Refuses($"{At(TrainImages)} ends after 10 bytes, within its header of 16; get the file again.");
    }

    [Fact]
    public void Says_that_a_file_is_empty()
    {
        Write(TrainImages, Idx([1, 1, 1], [0]));
        Write(TrainLabels, []);

        Refuses($"{At(TrainLabels)} ends after 0 bytes, within its header of 8; get the file again.");
    }

    Samples Read() => IdxFolder.Read(_folder.Path, TestContext.Current.CancellationToken);

    void Refuses(string message) => Refuses(message, () => Read());

    static void Refuses(string message, Func<Samples> read) => Assert.Equal(message, Assert.Throws<DataException>(() => read()).Message);

    void WriteGood(string part, int count)
    {
        Write($"{part}-images-idx3-ubyte", Idx([count, 1, 1], new byte[count]));
        Write($"{part}-labels-idx1-ubyte", Idx([count], new byte[count]));
    }

    string At(string name) => Path.Combine(_folder.Path, name);

    void Write(string name, byte[] bytes, bool isGzipped = false) => _folder.Write(isGzipped ? name + ".gz" : name, isGzipped ? Zip(bytes) : bytes);

    static byte[] Idx(int[] sizes, byte[] content)
    {
        var header = new byte[4 + 4 * sizes.Length];
        header[2] = 8;
        header[3] = (byte)sizes.Length;
        for (var size = 0; size < sizes.Length; size++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * size), sizes[size]);
        return [.. header, .. content];
    }

    static byte[] Zip(byte[] bytes)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest)) gzip.Write(bytes);
        return zipped.ToArray();
    }
}
