using System.Text.Json;

namespace Fathom.Cli.Tests.Commands;

public sealed class DataCommandTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fathom-data-");
    readonly string? _before = Environment.GetEnvironmentVariable("FATHOM_DATA");

    public DataCommandTests() => Environment.SetEnvironmentVariable("FATHOM_DATA", _folder.FullName);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("FATHOM_DATA", _before);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Lists_what_can_be_learnt_from_and_what_is_not_cached()
    {
        var run = CommandLineRun.Of(Examinations.Healthy, "data");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(" digits ", run.Out, StringComparison.Ordinal);
        Assert.Contains(" csv:PATH ", run.Out, StringComparison.Ordinal);
        Assert.Contains("fathom data download mnist", Flat(run.Out), StringComparison.Ordinal);
        Assert.Contains(_folder.FullName, Flat(run.Out), StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_as_json()
    {
        using var json = JsonDocument.Parse(CommandLineRun.Of(Examinations.Healthy, "data", "--json", "-").Out);

        var mnist = json.RootElement.GetProperty("sources").EnumerateArray().Single(source => source.GetProperty("name").GetString() == "mnist");
        Assert.False(mnist.GetProperty("cached").GetBoolean());
        Assert.Equal(11_594_722, mnist.GetProperty("bytes").GetInt64());
        Assert.Equal(_folder.FullName, json.RootElement.GetProperty("cache").GetString());
    }

    [Fact]
    public void Shows_shape_classes_counts_and_moments()
    {
        var table = Table("size;kind;price\n1;red;a\n3;blue;b\n5;red;b\n");

        var run = CommandLineRun.Of(Examinations.Healthy, "data", "show", $"csv:{table}", "--separator", ";", "--one-hot", "kind", "--label", "price");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("samples   3", run.Out, StringComparison.Ordinal);
        Assert.Contains("shape     [3]", run.Out, StringComparison.Ordinal);
        Assert.Contains("features  mean 1.33,", run.Out, StringComparison.Ordinal);
        Assert.Contains("   a  1", run.Out, StringComparison.Ordinal);
        Assert.Contains("   b  2", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_out_features_of_very_different_scales()
    {
        var run = CommandLineRun.Of(Examinations.Healthy, "data", "show", $"csv:{Table("1,1000,0\n2,9000,1\n")}");

        Assert.Contains("consider prepare: standardise", Flat(run.Out), StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_as_json()
    {
        using var json = JsonDocument.Parse(CommandLineRun.Of(Examinations.Healthy, "data", "show", $"csv:{Table("1,2,0\n3,4,1\n")}", "--json", "-").Out);

        Assert.Equal(2, json.RootElement.GetProperty("samples").GetInt64());
        Assert.Equal(2.5, json.RootElement.GetProperty("features").GetProperty("mean").GetDouble());
        Assert.Equal(2, json.RootElement.GetProperty("classes").GetArrayLength());
    }

    [Theory]
    [InlineData("data show csv:nowhere.csv", "There is no file nowhere.csv; give the path of a CSV file.")]
    [InlineData("data show mnits", "There is no data source mnits; did you mean mnist?")]
    [InlineData("data show digits --label 3", "--label is of no use to this data; it is for csv, parquet.")]
    [InlineData("data show images:x --size 3", "--size must be height and width from 1 to 4096, such as 32x32, but was '3'. See fathom data show --help.")]
    [InlineData("data download mnits", "No published data set is called 'mnits'. Did you mean mnist? There are mnist, fashion-mnist, cifar-10.")]
    [InlineData("data download mnist --from ftp://somewhere", "--from must be an address that starts with http:// or https://, but was 'ftp://somewhere'.")]
    [InlineData("data shwo", "fathom data has no further word 'shwo'. Did you mean show? See fathom data --help.")]
    [InlineData("recipes show deep-sigmiod", "No bundled recipe is called 'deep-sigmiod'. Did you mean deep-sigmoid? Bundled are ")]
    public void A_wrong_call_is_one_sentence_and_exit_code_2(string words, string sentence)
    {
        var run = CommandLineRun.Of(Examinations.Healthy, words.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"fathom: {sentence}", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Says_how_to_get_mnist()
    {
        var run = CommandLineRun.Of(Examinations.Healthy, "data", "show", "mnist");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("get it with: fathom data download mnist", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mirror_that_nobody_runs_is_exit_code_2_and_leaves_nothing()
    {
        // Port 1 of this machine: reserved, and nobody listens.
        var run = CommandLineRun.Of(Examinations.Healthy, "data", "download", "mnist", "--from", "http://127.0.0.1:1/");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("http://127.0.0.1:1/train-images-idx3-ubyte.gz cannot be fetched", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories), file => !file.EndsWith(".part", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("data --help")]
    [InlineData("data show --help")]
    [InlineData("data download --help")]
    [InlineData("recipes show --help")]
    public void Help_has_examples(string words) =>
        Assert.Contains("Examples:", CommandLineRun.Of(Examinations.Healthy, words.Split(' ')).Out, StringComparison.Ordinal);

    string Table(string text)
    {
        var path = Path.Combine(_folder.FullName, "table.csv");
        File.WriteAllText(path, text);
        return path;
    }

    static string Flat(string text) => string.Join(' ', text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
}
