using System.Collections;

namespace Fathom.Journal.Series;

/// <summary>Older blocks and the first of an array to which later ones are appended: a list that never changes and was not copied.</summary>
sealed class BlockList<T>(T[] older, T[] recent, int recentCount) : IReadOnlyList<T>
{
    public int Count => older.Length + recentCount;

    public T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return index < older.Length ? older[index] : recent[index - older.Length];
        }
    }

    public IEnumerator<T> GetEnumerator()
    {
        foreach (var block in older) yield return block;
        for (var index = 0; index < recentCount; index++) yield return recent[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
