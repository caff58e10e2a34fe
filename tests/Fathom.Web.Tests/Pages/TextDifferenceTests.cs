using CsCheck;
using Fathom.Web.Pages.Compare;

namespace Fathom.Web.Tests.Pages;

public sealed class TextDifferenceTests
{
    [Fact]
    public void Marks_what_only_one_text_has()
    {
        var lines = TextDifference.Of("a\nb\nc", "a\nx\nc\nd");

        Assert.Equal([(' ', "a"), ('-', "b"), ('+', "x"), (' ', "c"), ('+', "d")], lines.Select(line => (line.Sign, line.Text)));
    }

    [Fact]
    public void Holds_both_texts_whole() =>
        Gen.Select(Lines, Lines).Sample((left, right) =>
        {
            var lines = TextDifference.Of(left, right);

            Assert.Equal(left, string.Join('\n', lines.Where(line => line.Sign != '+').Select(line => line.Text)));
            Assert.Equal(right, string.Join('\n', lines.Where(line => line.Sign != '-').Select(line => line.Text)));
        });

    static Gen<string> Lines => Gen.Char["abc"].Array[1, 12].Select(letters => string.Join('\n', letters));
}
