using Fathom.Lab.Cures;

namespace Fathom.Lab.Tests.Cures;

public class DiffLineTests
{
    [Fact]
    public void Marks_what_only_one_of_two_texts_has() =>
        Assert.Equal(["  a", "- b", "+ x", "+ y", "  c"], DiffLine.Between("a\nb\nc\n", "a\nx\ny\nc\n").Select(line => line.ToString()));

    [Fact]
    public void Has_no_mark_for_equal_texts() => Assert.All(DiffLine.Between("a\nb\n", "a\nb\n"), line => Assert.Equal(' ', line.Sign));

    [Fact]
    public void Gives_back_both_texts()
    {
        var lines = DiffLine.Between("one\ntwo\nthree\nfour", "zero\ntwo\nfour\nfive");

        Assert.Equal(["one", "two", "three", "four"], lines.Where(line => line.Sign != '+').Select(line => line.Text));
        Assert.Equal(["zero", "two", "four", "five"], lines.Where(line => line.Sign != '-').Select(line => line.Text));
    }
}
