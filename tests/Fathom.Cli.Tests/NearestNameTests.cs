namespace Fathom.Cli.Tests;

public class NearestNameTests
{
    static readonly string[] Known = ["examine", "explain", "recipes"];

    [Theory]
    [InlineData("exmaine", "examine")]
    [InlineData("exlain", "explain")]
    [InlineData("recipe", "recipes")]
    public void Finds_what_was_meant(string written, string meant) => Assert.Equal(meant, NearestName.Of(written, Known));

    [Theory]
    [InlineData("train")]
    [InlineData("")]
    [InlineData("--------")]
    public void Does_not_guess_wildly(string written) => Assert.Null(NearestName.Of(written, Known));
}
