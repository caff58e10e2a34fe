using Markdig;

namespace Fathom.Web.Lessons;

/// <summary>Turns a lesson's Markdown into markup. Markup inside the Markdown is shown as text.</summary>
static class LessonText
{
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    public static string Markup(string markdown) => Markdown.ToHtml(markdown, Pipeline);
}
