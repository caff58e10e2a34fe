using System.IO.Compression;
using System.Text;
using Fathom.Lab.Datasets;
using Fathom.Lab.Datasets.Tables;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Datasets.Tables;

public sealed class CsvTableTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a,b,label\n1,2,0\n3,4,1\n", null)]
    [InlineData("1,2,0\n3,4,1\n", null)]
    [InlineData("1,2,0\r\n3,4,1", "3")]
    [InlineData("label,a,b\n0,1,2\n1,3,4\n", "label")]
    [InlineData("\"a, really\",label,b\n 1 ,\"0\",2\n\n3,1,4e0\n", "2")]
    public void Reads_features_and_labels(string text, string? label)
    {
        using var samples = Read(text, label);

        Assert.Equal([2], samples.Shape);
        Assert.Equal([1f, 2f, 3f, 4f], samples.Features.data<float>().ToArray());
        Assert.Equal([0.0, 1.0], samples.Labels);
    }

    [Fact]
    public void Reads_a_gzipped_table()
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes("1,2,0\n"));
        var path = _folder.Write("table.csv.gz", zipped.ToArray());

        using var samples = CsvTable.Read(new Csv { Path = path }, seed: 1, TestContext.Current.CancellationToken);

        Assert.Equal([0.0], samples.Labels);
    }

    [Theory]
    [InlineData("a,b,y\n1,2,0\n1,two,0\n", "must hold numbers, but line 3, column 2 (b) says two; write a number, name the column under one-hot, or leave it out.")]
    [InlineData("1,2,0\n1,,0\n", "must hold numbers, but line 2, column 2 says an empty text; write a number, name the column under one-hot, or leave it out.")]
    [InlineData("a,b,y\n1,NaN,0\n", "must hold finite numbers, but line 2, column 2 (b) says NaN; fill in or leave out such rows.")]
    [InlineData("a,b,y\n-Infinity,1,0\n", "must hold finite numbers, but line 2, column 1 (a) says -Infinity; fill in or leave out such rows.")]
    [InlineData("a,b,y\n1e39,1,0\n", "must hold finite numbers, but line 2, column 1 (a) says 1e39; fill in or leave out such rows.")]
    [InlineData("a,b,y\n1,1,nan\n", "must hold finite numbers, but line 2, column 3 (y) says nan; fill in or leave out such rows.")]
    [InlineData("a,b,y\n1,2,0\n1,2\n", "has 3 columns, but line 3 has 2; give each line the same.")]
    [InlineData("a,b,y\n", "names its columns but has no sample below; add rows.")]
    [InlineData("", "is empty; a CSV file has one sample per line.")]
    [InlineData("\n\n", "is empty; a CSV file has one sample per line.")]
    [InlineData("1\n2\n", "has one column; it needs at least one feature and a label, with commas between.")]
    public void Says_what_is_wrong_and_where(string text, string message) =>
        Assert.EndsWith("table.csv " + message, Assert.Throws<DataException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("lable", "did you mean label?")]
    [InlineData("0", "it has a, label.")]
    [InlineData("3", "it has a, label.")]
    public void Names_the_columns_where_the_label_is_none_of_them(string label, string remedy) =>
        Assert.EndsWith($"table.csv has no label column {label}; {remedy}", Assert.Throws<DataException>(() => Read("a,label\n1,2\n", label)).Message, StringComparison.Ordinal);

    [Fact]
    public void Says_that_a_quote_is_never_closed() =>
        Assert.Contains("table.csv is damaged: ", Assert.Throws<DataException>(() => Read("a,b\n1,\"2" + new string('x', 20_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void Says_that_there_is_no_such_file() =>
        Assert.Equal("There is no file nowhere.csv; give the path of a CSV file.",
            Assert.Throws<DataException>(() => CsvTable.Read(new Csv { Path = "nowhere.csv" }, seed: 1, TestContext.Current.CancellationToken)).Message);

    [Fact]
    public void Survives_garbage()
    {
        var garbage = new byte[200_000];
        new Random(3).NextBytes(garbage);
        var path = _folder.Write("garbage.csv", garbage);

        var message = Assert.Throws<DataException>(() => CsvTable.Read(new Csv { Path = path }, seed: 1, TestContext.Current.CancellationToken)).Message;

        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.True(message.Length < 500, message);
    }

    Samples Read(string text, string? label = null) =>
        CsvTable.Read(new Csv { Path = _folder.Write("table.csv", text), Label = label }, seed: 1, TestContext.Current.CancellationToken);
}
