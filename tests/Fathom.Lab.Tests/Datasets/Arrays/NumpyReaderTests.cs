using Fathom.Lab.Datasets;
using Fathom.Lab.Datasets.Arrays;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Datasets.Arrays;

public sealed class NumpyReaderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // 1, 2 and then the type's lowest number, or -0.5, in the bytes that the type's definition gives them.
    [Theory]
    [InlineData("|b1", "010200", new[] { 1f, 1f, 0f })]
    [InlineData("|u1", "0102FF", new[] { 1f, 2f, 255f })]
    [InlineData("|i1", "010280", new[] { 1f, 2f, -128f })]
    [InlineData("<u2", "01000200FFFF", new[] { 1f, 2f, 65535f })]
    [InlineData(">u2", "00010002FFFF", new[] { 1f, 2f, 65535f })]
    [InlineData("<i2", "010002000080", new[] { 1f, 2f, -32768f })]
    [InlineData(">i2", "000100028000", new[] { 1f, 2f, -32768f })]
    [InlineData("<u4", "010000000200000000000080", new[] { 1f, 2f, 2147483648f })]
    [InlineData(">u4", "000000010000000280000000", new[] { 1f, 2f, 2147483648f })]
    [InlineData("<i4", "010000000200000000000080", new[] { 1f, 2f, -2147483648f })]
    [InlineData(">i4", "000000010000000280000000", new[] { 1f, 2f, -2147483648f })]
    [InlineData("<i8", "01000000000000000200000000000000FFFFFFFFFFFFFFFF", new[] { 1f, 2f, -1f })]
    [InlineData(">i8", "00000000000000010000000000000002FFFFFFFFFFFFFFFF", new[] { 1f, 2f, -1f })]
    [InlineData("<u8", "010000000000000002000000000000000000000000000080", new[] { 1f, 2f, 9223372036854775808f })]
    [InlineData(">u8", "000000000000000100000000000000028000000000000000", new[] { 1f, 2f, 9223372036854775808f })]
    [InlineData("<f2", "003C004000B8", new[] { 1f, 2f, -0.5f })]
    [InlineData(">f2", "3C004000B800", new[] { 1f, 2f, -0.5f })]
    [InlineData("<f4", "0000803F00000040000000BF", new[] { 1f, 2f, -0.5f })]
    [InlineData(">f4", "3F80000040000000BF000000", new[] { 1f, 2f, -0.5f })]
    [InlineData("<f8", "000000000000F03F0000000000000040000000000000E0BF", new[] { 1f, 2f, -0.5f })]
    [InlineData(">f8", "3FF00000000000004000000000000000BFE0000000000000", new[] { 1f, 2f, -0.5f })]
    public void Reads_every_type_of_number_in_both_byte_orders(string type, string data, float[] numbers)
    {
        using var samples = ReadPair(Npy.Of(type, "(3, 1)", Convert.FromHexString(data)), Npy.Longs("(3,)", 0, 1, 0));

        Assert.Equal(numbers, samples.Features.data<float>().ToArray());
        Assert.Equal([0.0, 1.0, 0.0], samples.Labels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Reads_every_version_of_the_format(int version)
    {
        using var samples = ReadPair(Npy.Of("|u1", "(2, 2)", [1, 2, 3, 4], version: version), Npy.Longs("(2,)", 0, 1));

        Assert.Equal([1f, 2f, 3f, 4f], samples.Features.data<float>().ToArray());
    }

    [Fact]
    public void Reads_arrays_whose_first_index_runs_fastest()
    {
        // The 2×3×2 array whose element (i, j, k) is 100i + 10j + k, as Fortran keeps it: i fastest, k slowest.
        byte[] fortran = [0, 100, 10, 110, 20, 120, 1, 101, 11, 111, 21, 121];

        using var samples = ReadPair(Npy.Of("|u1", "(2, 3, 2)", fortran, isFortran: true), Npy.Longs("(2,)", 0, 1));

        Assert.Equal([3, 2], samples.Shape);
        Assert.Equal([0f, 1f, 10f, 11f, 20f, 21f, 100f, 101f, 110f, 111f, 120f, 121f], samples.Features.data<float>().ToArray());
    }

    [Fact]
    public void Finds_the_usual_names_in_an_archive()
    {
        using var samples = ReadZip(("y", Npy.Longs("(2,)", 1, 0)), ("x", Npy.Floats("(2, 2)", 1, 2, 3, 4)));

        Assert.Equal([1f, 2f, 3f, 4f], samples.Features.data<float>().ToArray());
        Assert.Equal([1.0, 0.0], samples.Labels);
    }

    [Fact]
    public void Finds_the_names_that_it_is_told()
    {
        using var samples = Read(
            new() { Path = _folder.Write("data.npz", Npy.Zip(("x", Npy.Floats("(1, 1)", 9)), ("signal", Npy.Floats("(2, 1)", 1, 2)), ("kind", Npy.Longs("(2,)", 1, 0)))), Features = "signal", Labels = "kind" });

        Assert.Equal([1f, 2f], samples.Features.data<float>().ToArray());
    }

    [Fact]
    public void Sets_apart_what_an_archive_sets_apart()
    {
        using var samples = ReadZip(
            ("x_train", Npy.Floats("(2, 1)", 1, 2)), ("y_train", Npy.Longs("(2,)", 0, 1)), ("x_test", Npy.Floats("(1, 1)", 3)), ("y_test", Npy.Longs("(1,)", 1)));

        Assert.Equal([3f], samples.Apart!.Features.data<float>().ToArray());
    }

    [Fact]
    public void Says_what_does_not_belong_together()
    {
        Says(() => ReadZip(("x", Npy.Floats("(2, 1)", 1, 2)), ("y", Npy.Longs("(3,)", 0, 1, 1))), "has 2 samples, but y in ", "has 3 labels; both must belong together.");
        Says(() => ReadZip(("x", Npy.Floats("(2,)", 1, 2)), ("y", Npy.Longs("(2,)", 0, 1))), "has one dimension, but features need two or more");
        Says(() => ReadZip(("x", Npy.Floats("(1, 2)", 1, 2)), ("y", Npy.Longs("(1, 2)", 0, 1))), "has the shape (1, 2), but labels must be one number per sample");
        Says(() => ReadZip(("a", Npy.Floats("(1, 2)", 1, 2)), ("y", Npy.Longs("(1,)", 0))), "has none of the arrays x_train, x, X, features, data, arr_0, so say under features which one holds them; it has a, y.");
        Says(() => Read(new() { Path = _folder.Write("data.npz", Npy.Zip(("signal", Npy.Floats("(1, 1)", 9)))), Features = "singal" }), "has no array singal; did you mean signal?");
        Says(() => Read(new() { Path = _folder.Write("x.npy", Npy.Floats("(1, 1)", 9)) }), "holds the features only; give the .npy file of the labels as labels.");
        Says(() => Read(new() { Path = "nowhere.npz" }), "There is no file nowhere.npz; give the path of an .npz or .npy file.");
    }

    [Fact]
    public void Says_what_it_cannot_read()
    {
        Says(() => ReadPair(Npy.Of("|O", "(1, 1)", [1]), []), "holds elements of the type |O, but only");
        Says(() => ReadPair(Npy.Of("<c16", "(1, 1)", new byte[16]), []), "holds elements of the type <c16, but only");
        Says(() => ReadPair(Npy.Of("<f4", "(2, 2)", new byte[15]), []), "ends before the 4 numbers that its shape (2, 2) promises");
        Says(() => ReadPair(Npy.Of("<f4", "(0, 2)", []), []), "is empty: its shape is (0, 2)");
        Says(() => ReadPair(Npy.Of("<f4", "(100000, 100000)", []), []), "which is more than 500,000,000 numbers; save a part of it.");
        Says(() => ReadPair(Npy.Of("<f4", "(99999999999999999999, 1)", []), []), "has a damaged header");
        Says(() => ReadPair([.. Npy.Floats("(1, 1)", 1)[..20]], []), "ends within its header");
        Says(() => ReadPair("nothing like it at all"u8.ToArray(), []), "is no array in NumPy's format; save it with numpy.save or numpy.savez.");
        Says(() => Read(new() { Path = _folder.Write("x.npz", "PK but no archive"u8.ToArray()) }), "is damaged: ");
    }

    [Fact]
    public void Leaves_no_tensor_behind_when_it_refuses()
    {
        var before = TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        Assert.Throws<DataException>(() => ReadZip(("x", Npy.Floats("(2, 1)", 1, 2)), ("y", Npy.Longs("(3,)", 0, 1, 1))));

        Assert.Equal(before, TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    static void Says(Func<Samples> read, params string[] pieces)
    {
        var message = Assert.Throws<DataException>(() => read()).Message;
        Assert.All(pieces, piece => Assert.Contains(piece, message, StringComparison.Ordinal));
    }

    Samples ReadPair(byte[] features, byte[] labels) =>
        Read(new() { Path = _folder.Write("features.npy", features), Labels = _folder.Write("labels.npy", labels) });

    Samples ReadZip(params (string Name, byte[] Array)[] arrays) => Read(new() { Path = _folder.Write("data.npz", Npy.Zip(arrays)) });

    static Samples Read(NumpyArrays source) => NumpyReader.Read(source, TestContext.Current.CancellationToken);
}
