using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Fathom.Web.Pages.Experiments;

/// <summary>Fathom's own documents, embedded, as HTML.</summary>
static class Document
{
    const string Prefix = "document:";

    // Tables, but no HTML of a document's own: it is text, whoever wrote it.
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    public static string? Find(string path)
    {
        using var stream = typeof(Document).Assembly.GetManifestResourceStream(Prefix + path);
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static string Html(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var link in document.Descendants<LinkInline>().ToList()) Redirect(link);
        return document.ToHtml(Pipeline);
    }

    /// <summary>Links to another experiment lead to its page; those to other documents, which no page shows, become text.</summary>
    static void Redirect(LinkInline link)
    {
        var name = Path.GetFileNameWithoutExtension(link.Url?.Split('#')[0] ?? "");
        if (!link.IsImage && ExperimentShelf.Find(name) is not null)
        {
            link.Url = $"experiments/{name}";
            return;
        }

        if (!link.IsImage && link.Url?.StartsWith("https://", StringComparison.Ordinal) == true) return;
        link.ReplaceBy(new LiteralInline(string.Concat(link.Descendants<LiteralInline>().Select(text => text.Content.ToString()))));
    }
}
