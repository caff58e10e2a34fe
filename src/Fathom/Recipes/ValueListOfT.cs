using System.Collections;
using System.Runtime.CompilerServices;

namespace Fathom.Recipes;

/// <summary>An immutable list that equals another one with equal items, so that records holding it compare by value.</summary>
/// <typeparam name="T">What the list holds; its own equality decides.</typeparam>
/// <param name="items">The items; copied, so that later changes to the span change nothing here.</param>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Of))]
public sealed class ValueList<T>(ReadOnlySpan<T> items) : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    readonly T[] _items = items.ToArray();

    /// <summary>How many items there are; may be 0.</summary>
    public int Count => _items.Length;

    /// <summary>The item at <paramref name="index"/>, from 0.</summary>
    public T this[int index] => _items[index];

    /// <inheritdoc/>
    public bool Equals(ValueList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in _items) hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The items in brackets: <c>[28, 28]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", _items)}]";
}
