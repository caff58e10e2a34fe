using System.Text.RegularExpressions;

namespace Fathom.Conventions;

/// <summary>What the repository's own texts may and may not hold.</summary>
public partial class RepositoryTextTests
{
    const int LongestSourceFile = 400;

    /// <summary>Files that may be longer, each with its reason.</summary>
    static readonly Dictionary<string, string> LongFiles = new(StringComparer.Ordinal);

    static readonly string[] TextFiles =
        [".cs", ".md", ".csproj", ".props", ".targets", ".slnx", ".json", ".yaml", ".yml", ".sh", ".txt", ".razor", ".css", ".editorconfig", ".gitignore", ""];

    // Written in pieces, so that this file does not break the rule it states.
    static readonly string[] MachinePaths = ["/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", @"C:\Us" + @"ers\", "/wo" + "rk/", "/tm" + "p/"];

    static readonly string[] RegistryHosts = ["nuget" + ".org", "nuget" + ".pkg", "pkgs.dev" + ".azure", "mygel" + "."];

    [Fact]
    public void No_text_names_a_path_of_one_machine() => Assert.Empty(Holding(MachinePaths));

    [Fact]
    public void No_text_names_a_package_registry() => Assert.Empty(Holding(RegistryHosts));

    [Fact]
    public void No_text_puts_work_off() => Assert.Empty(Holding("TO" + "DO", "FIX" + "ME", "HA" + "CK:"));

    [Fact]
    public void No_source_file_outgrows_a_sitting()
    {
        var long_ = Repository.Files("src").Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && !LongFiles.ContainsKey(file))
            .Select(file => (file, Lines: Repository.Read(file).Count(letter => letter == '\n'))).Where(file => file.Lines > LongestSourceFile);

        Assert.Empty(long_);
    }

    [Fact]
    public void No_warning_is_silenced_in_the_code() => Assert.Empty(Holding("#pra" + "gma warning"));

    [Fact]
    public void Links_between_pages_lead_somewhere()
    {
        var broken =
            from page in Repository.Files().Where(file => file.EndsWith(".md", StringComparison.Ordinal))
            from link in Link().Matches(Repository.Read(page))
            let target = link.Groups["target"].Value.Split('#')[0]
            where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
            let path = Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target)
            where !File.Exists(path) && !Directory.Exists(path)
            select $"{page}: {target}";

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("CHANGELOG.md")]
    [InlineData("INFLUENCES.md")]
    [InlineData("LICENSE")]
    [InlineData("docs/json.md")]
    public void The_repository_explains_itself(string page) => Assert.True(Repository.Has(page), $"{page} is missing.");

    [Fact]
    public void The_changelog_has_a_place_for_what_comes() => Assert.Contains("## [Unreleased]", Repository.Read("CHANGELOG.md"), StringComparison.Ordinal);

    [Fact]
    public void Continuous_integration_runs_the_readmes_test_command()
    {
        Assert.Contains("./build.sh test", Repository.Read("README.md"), StringComparison.Ordinal);
        Assert.Contains("./build.sh test", Repository.Read(".ci/run"), StringComparison.Ordinal);
    }

    static IEnumerable<string> Holding(params string[] patterns) =>
        from file in Repository.Files()
        where TextFiles.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)
        let text = Repository.Read(file)
        from pattern in patterns
        where text.Contains(pattern, StringComparison.Ordinal)
        select $"{file}: {pattern}";

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();
}
