using Fathom.Pictures.Painting;

namespace Fathom.Pictures.Reports;

/// <summary>A picture in a report: drawn once for wide windows and print, once for narrow ones, with its sentence and its table.</summary>
static class Figure
{
    const int Wide = 860;
    const int Narrow = 330;

    public static string Write(Picture picture, Picture narrow, SvgPainter painter, bool interactive)
    {
        var option = interactive ? $"<script type=\"application/json\" class=\"option\">{picture.Option}</script>" : "";
        return $"""
            <section id="{Html.Escape(picture.Id)}">
            <h2>{Html.Escape(picture.Title)}</h2>
            <figure style="--height:{picture.Height}px">
            <div role="img" aria-label="{Html.Escape(picture.Description)}">
            <div class="wide">{Still(painter.Draw(picture, Wide))}</div>
            <div class="narrow">{Still(painter.Draw(narrow, Narrow))}</div>
            </div>{option}
            <figcaption>{Html.Escape(picture.Description)}{(picture.Cap.Length == 0 ? "" : $" <small>{Html.Escape(picture.Cap)}</small>")}</figcaption>
            </figure>
            {Html.Details("The numbers", Html.Table(picture.Title, picture.Table))}
            </section>

            """;
    }

    // Inside HTML a drawing needs no namespace; what is no address cannot be taken for one.
    static string Still(string svg) =>
        SvgText.WithVariables(svg)
            .Replace(" xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal)
            .Replace(" xmlns:xlink=\"http://www.w3.org/1999/xlink\"", "", StringComparison.Ordinal)
            .Replace("<svg ", "<svg aria-hidden=\"true\" focusable=\"false\" ", StringComparison.Ordinal);
}
