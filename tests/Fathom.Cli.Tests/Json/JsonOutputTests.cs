using System.Text.Json;

namespace Fathom.Cli.Tests.Json;

public sealed class JsonOutputTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fathom-json-");

    string File => Path.Combine(_folder.FullName, "result.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Replaces_the_file_whole_and_leaves_nothing_beside_it()
    {
        System.IO.File.WriteAllText(File, "before");

        var run = CommandLineRun.Of(Examinations.OfDeepSigmoid, "examine", "deep-sigmoid", "--json", File);

        using var json = JsonDocument.Parse(System.IO.File.ReadAllText(File));
        Assert.Equal("fathom.examination/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal([File], Directory.GetFiles(_folder.FullName));
        Assert.Contains("sum:", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Makes_the_file_where_there_is_none()
    {
        var run = CommandLineRun.Of(Examinations.Healthy, "examine", "shallow", "--json", File);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal([File], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void Keeps_the_old_file_when_the_training_fails()
    {
        System.IO.File.WriteAllText(File, "before");

        CommandLineRun.Of(() => throw new InvalidOperationException("broken"), "examine", "deep-sigmoid", "--json", File);

        Assert.Equal("before", System.IO.File.ReadAllText(File));
        Assert.Equal([File], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void Refuses_a_missing_folder_before_anything_is_trained()
    {
        var run = CommandLineRun.Of(Examinations.Healthy, "examine", "deep-sigmoid", "--json", Path.Combine(_folder.FullName, "no", "result.json"));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("does not exist", run.Error, StringComparison.Ordinal);
        Assert.Null(run.Order);
    }

    [Fact]
    public void Refuses_a_folder_as_a_file()
    {
        var run = CommandLineRun.Of(Examinations.Healthy, "examine", "deep-sigmoid", "--json", _folder.FullName);

        Assert.Equal(2, run.ExitCode);
        Assert.Null(run.Order);
    }

    [Fact]
    public void Writes_through_a_link_into_the_file_behind_it()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Making links needs a privilege on Windows.");
        var link = Path.Combine(_folder.FullName, "link.json");
        System.IO.File.WriteAllText(File, "before");
        System.IO.File.CreateSymbolicLink(link, File);

        CommandLineRun.Of(Examinations.Healthy, "examine", "deep-sigmoid", "--json", link);

        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.StartsWith("{", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }
}
