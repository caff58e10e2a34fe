namespace Fathom.Pictures.Drawing;

static class Spread
{
    /// <summary>All of few; of many, as many as asked for, evenly spread, with the first and the last.</summary>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> items, int most) =>
        items.Count <= most ? items : [.. Enumerable.Range(0, most).Select(index => items[(int)((long)index * (items.Count - 1) / (most - 1))])];
}
