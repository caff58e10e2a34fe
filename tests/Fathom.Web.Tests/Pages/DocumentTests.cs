using Fathom.Web.Pages.Experiments;

namespace Fathom.Web.Tests.Pages;

public sealed class DocumentTests
{
    [Theory]
    [InlineData("experiments/cures.md")]
    [InlineData("experiments/mean-field.md")]
    [InlineData("cures.md")]
    public void Has_the_documents_of_the_experiments(string path) => Assert.NotEmpty(Document.Find(path)!);

    [Fact]
    public void Writes_no_html_of_a_documents_own()
    {
        var html = Document.Html("# A\n\n<script>alert(1)</script> and [x](javascript:alert(1)) and <b onclick=x>y</b>");

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<b ", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript:", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Leads_to_other_experiments_and_to_no_missing_page()
    {
        var html = Document.Html("[one](clinic.md), [other](../theory.md#measured), [far](https://example.org/x)");

        Assert.Contains("href=\"experiments/clinic\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("theory.md", html, StringComparison.Ordinal);
        Assert.Contains("other", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://example.org/x\"", html, StringComparison.Ordinal);
    }
}
