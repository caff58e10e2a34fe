namespace Fathom.Journal.Tests;

public class RunFoldersTests
{
    [Fact]
    public void The_variable_names_the_folder() =>
        Assert.Equal(Path.GetFullPath("my-runs"), RunFolders.Of("my-runs", "data"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Without_it_runs_lie_in_the_users_data(string? named) =>
        Assert.Equal(Path.GetFullPath(Path.Combine("data", "fathom", "runs")), RunFolders.Of(named, "data"));

    [Fact]
    public void It_is_a_full_path_whatever_the_user_set() => Assert.True(Path.IsPathFullyQualified(RunFolders.Default));
}
