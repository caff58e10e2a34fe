namespace Fathom.Pictures.Drawing;

/// <summary>A picture of nothing, which says why.</summary>
static class Blank
{
    public static Picture Picture(string id, string title, string sentence, Scheme scheme) => new()
    {
        Id = id,
        Title = title,
        Description = sentence,
        Option = Charts.Json(new { animation = false, backgroundColor = Palette.Of(scheme).Paper, series = Array.Empty<object>() }),
        Height = 60,
        IsEmpty = true,
    };
}
