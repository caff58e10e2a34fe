using System.Text;

namespace Fathom.Cli.Tests;

public class TerminalTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("de_DE.UTF-8", true)]
    [InlineData("C.utf8", true)]
    [InlineData("C", false)]
    [InlineData("de_DE.ISO-8859-1", false)]
    public void Draws_in_unicode_unless_the_locale_says_otherwise(string? locale, bool unicode) =>
        Assert.Equal(unicode, Terminal.SpeaksUnicode(Encoding.UTF8, locale));

    [Fact]
    public void Draws_in_ascii_where_the_encoding_has_no_more() => Assert.False(Terminal.SpeaksUnicode(Encoding.ASCII, null));
}
