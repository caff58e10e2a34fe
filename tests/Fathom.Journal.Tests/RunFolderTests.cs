using Fathom.Runs;

namespace Fathom.Journal.Tests;

public sealed class RunFolderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    [Fact]
    public void Opens_what_was_created()
    {
        var made = RunFolder.Create(_folder.Run, Some.Manifest(), "name: größe\n");

        var opened = RunFolder.Open(_folder.Run);

        Assert.Equivalent(made.Manifest, opened.Manifest, strict: true);
        Assert.Equal(("name: größe\n", made.Path), (opened.Recipe, opened.Path));
        Assert.True(RunFolder.IsRun(_folder.Run));
        Assert.Equal(new FileInfo(made.ManifestPath).Length + new FileInfo(made.RecipePath).Length, opened.Bytes());
    }

    [Fact]
    public void A_manifest_with_nothing_but_what_it_must_have_comes_back()
    {
        var manifest = new RunManifest { Id = "a", Name = "", Kind = RunKind.Watched, Started = Some.Noon, Continues = "b" };

        RunFolder.Create(_folder.Run, manifest);

        Assert.Equivalent(manifest, RunFolder.Open(_folder.Run).Manifest, strict: true);
        Assert.Equal("", RunFolder.Open(_folder.Run).Recipe);
    }

    [Fact]
    public void Says_that_there_is_no_such_folder() => AssertFault(RunFolderFault.Missing, "There is no folder");

    [Fact]
    public void Says_that_a_folder_is_no_run()
    {
        Directory.CreateDirectory(_folder.Run);

        AssertFault(RunFolderFault.NotARun, "it has no manifest.json");
        Assert.False(RunFolder.IsRun(_folder.Run));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("{ \"layout\": 1 }")]
    [InlineData("{ \"layout\": 1, \"id\": null, \"name\": \"b\", \"kind\": \"train\", \"started\": \"2026-03-01T12:00:00+00:00\" }")]
    [InlineData("{ \"layout\": \"new\", \"id\": \"a\", \"name\": \"b\", \"kind\": \"train\", \"started\": \"2026-03-01T12:00:00+00:00\" }")]
    [InlineData("{ \"layout\": 1, \"id\": \"a\", \"name\": \"b\", \"kind\": \"dance\", \"started\": \"2026-03-01T12:00:00+00:00\" }")]
    public void Says_that_a_manifest_is_damaged(string text)
    {
        Directory.CreateDirectory(_folder.Run);
        File.WriteAllText(Path.Combine(_folder.Run, "manifest.json"), text);

        AssertFault(RunFolderFault.NotARun, "manifest.json is damaged");
    }

    [Fact]
    public void Says_that_a_newer_fathom_made_it()
    {
        Directory.CreateDirectory(_folder.Run);
        File.WriteAllText(Path.Combine(_folder.Run, "manifest.json"), "{ \"layout\": 2, \"somethingNew\": true }");

        AssertFault(RunFolderFault.NewerLayout, "newer Fathom (layout 2)");
    }

    [Fact]
    public void Does_not_write_over_a_run()
    {
        RunFolder.Create(_folder.Run, Some.Manifest());

        var fault = Assert.Throws<RunFolderException>(() => RunFolder.Create(_folder.Run, Some.Manifest("other")));

        Assert.Equal(RunFolderFault.CannotCreate, fault.Fault);
        Assert.Equal("deep-sigmoid", RunFolder.Open(_folder.Run).Manifest.Name);
    }

    [Fact]
    public void Says_that_a_folder_cannot_be_made()
    {
        File.WriteAllText(_folder.Run, "a file");

        var fault = Assert.Throws<RunFolderException>(() => RunFolder.Create(Path.Combine(_folder.Run, "inside"), Some.Manifest()));

        Assert.Equal(RunFolderFault.CannotCreate, fault.Fault);
    }

    public void Dispose() => _folder.Dispose();

    void AssertFault(RunFolderFault expected, string sentence)
    {
        foreach (var open in (Action[])[() => RunFolder.Open(_folder.Run), () => RunReader.Read(_folder.Run), () => _ = new RunFollower(_folder.Run)])
        {
            var fault = Assert.Throws<RunFolderException>(open);

            Assert.Equal(expected, fault.Fault);
            Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
            Assert.Contains(_folder.Run, fault.Message, StringComparison.Ordinal);
        }
    }
}
