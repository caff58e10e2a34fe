namespace Fathom.Recipes;

/// <summary>Makes value-equal lists; collection expressions such as <c>[784]</c> come through here.</summary>
public static class ValueList
{
    /// <summary>A list of <paramref name="items"/>.</summary>
    /// <typeparam name="T">What the list holds.</typeparam>
    public static ValueList<T> Of<T>(ReadOnlySpan<T> items) => new(items);
}
