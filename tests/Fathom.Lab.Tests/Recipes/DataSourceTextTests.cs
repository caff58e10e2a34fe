using Fathom.Lab.Recipes;
using Fathom.Recipes;

namespace Fathom.Lab.Tests.Recipes;

public class DataSourceTextTests
{
    [Fact]
    public void Reads_generators_folders_and_files()
    {
        Assert.Equal(new Spirals(), DataSource.Parse("spirals"));
        Assert.Equal(new Mnist { Path = "../shared/data/mnist" }, DataSource.Parse("mnist:../shared/data/mnist"));
        Assert.Equal(new Idx { Path = @"C:\mnist" }, DataSource.Parse(@"idx:C:\mnist"));
        Assert.Equal(new Mnist(), DataSource.Parse("mnist"));
        Assert.Equal(new Cifar10(), DataSource.Parse("cifar10"));
        Assert.Equal(new ParquetTable { Path = "a.parquet" }, DataSource.Parse("parquet:a.parquet"));
        Assert.Equal(new NumpyArrays { Path = "a.npz" }, DataSource.Parse("numpy:a.npz"));
        Assert.Equal(new ImageFolder { Path = "pictures" }, DataSource.Parse("images:pictures"));
        Assert.Equal(new Csv { Path = "a.csv" }, DataSource.Parse("csv:a.csv"));
    }

    [Theory]
    [InlineData("", "There is no data source an empty text; there are digits, ")]
    [InlineData("mnits:x", "There is no data source mnits; did you mean mnist?")]
    [InlineData("csv", "csv needs a path; write csv:PATH.")]
    [InlineData("mnist:", "mnist needs a path; write mnist:PATH.")]
    [InlineData("digits:x", "digits is made and not read, so it takes no path; write digits alone.")]
    public void Says_what_is_wrong(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<DataException>(() => DataSource.Parse(text)).Message, StringComparison.Ordinal);
}
