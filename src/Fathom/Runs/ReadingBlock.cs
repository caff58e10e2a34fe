using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Runs;

/// <summary>
/// What the probes saw in one step, or in several neighbouring ones added up. A block of one reading holds all of it in <see cref="Reading"/>; a
/// block of several holds sums only, so that its size does not depend on how many readings went into it.
/// </summary>
public sealed record ReadingBlock
{
    /// <summary>Step of the first reading.</summary>
    public required long FirstStep { get; init; }

    /// <summary>Step of the last reading.</summary>
    public required long LastStep { get; init; }

    /// <summary>How many readings were added up, at least 1.</summary>
    public required long Count { get; init; }

    /// <summary>The reading itself; null where there are several.</summary>
    public StepReading? Reading { get; init; }

    /// <summary>One per probed output, in order of the forward pass; the places of both where two were added.</summary>
    public IReadOnlyList<PlaceBlock> Places { get; init; } = [];

    /// <summary>One per parameter.</summary>
    public IReadOnlyList<ParameterBlock> Parameters { get; init; } = [];

    /// <summary>One per link of the ledger, from the loss back to the input.</summary>
    public IReadOnlyList<LinkBlock> Links { get; init; } = [];

    /// <summary>A block of one reading.</summary>
    public static ReadingBlock Of(StepReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return new ReadingBlock
        {
            FirstStep = reading.Step,
            LastStep = reading.Step,
            Count = 1,
            Reading = reading,
            Places = [.. reading.Places.Select(PlaceBlock.Of)],
            Parameters = [.. reading.Parameters.Select(ParameterBlock.Of)],
            Links = [.. reading.Ledger.Links.Select(LinkBlock.Of)],
        };
    }

    /// <summary>A block of neighbouring readings, the earliest first: what adding them one after the other gives, with less to make on the way.</summary>
    /// <param name="readings">At least one.</param>
    public static ReadingBlock OfAll(IReadOnlyList<StepReading> readings)
    {
        ArgumentNullException.ThrowIfNull(readings);
        if (readings.Count == 0) throw new ArgumentException("readings must hold at least one reading, but was empty.", nameof(readings));
        if (readings.Count == 1) return Of(readings[0]);
        if (!AreAlike(readings)) return readings.Select(Of).Aggregate((left, right) => left + right);
        var parts = new TensorSummary?[readings.Count];
        var last = readings[^1];
        return new ReadingBlock
        {
            FirstStep = readings[0].Step,
            LastStep = last.Step,
            Count = readings.Count,
            Places = [.. Enumerable.Range(0, last.Places.Count).Select(index => PlaceBlock.Of(readings, index, parts))],
            Parameters = [.. Enumerable.Range(0, last.Parameters.Count).Select(index => ParameterBlock.Of(readings, index, parts))],
            Links = [.. Enumerable.Range(0, last.Ledger.Links.Count).Select(index => LinkBlock.Of(readings, index))],
        };
    }

    /// <summary>Both blocks as one; the right one is the later.</summary>
    public static ReadingBlock operator +(ReadingBlock left, ReadingBlock right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new ReadingBlock
        {
            FirstStep = left.FirstStep,
            LastStep = right.LastStep,
            Count = left.Count + right.Count,
            Places = Merged(left.Places, right.Places, place => place.Key, (one, other) => one + other),
            Parameters = Merged(left.Parameters, right.Parameters, parameter => parameter.Name, (one, other) => one + other),
            Links = Merged(left.Links, right.Links, link => link.Key, (one, other) => one + other),
        };
    }

    /// <summary>The same as the operator.</summary>
    public static ReadingBlock Add(ReadingBlock left, ReadingBlock right) => left + right;

    internal static TensorSummary? Sum(TensorSummary? left, TensorSummary? right) =>
        left is null ? right : right is null ? left : left + right;

    /// <summary>True where all readings are of the same places, parameters and links, in the same order.</summary>
    static bool AreAlike(IReadOnlyList<StepReading> readings)
    {
        var first = readings[0];
        for (var other = 1; other < readings.Count; other++)
        {
            var reading = readings[other];
            if (reading.Places.Count != first.Places.Count || reading.Parameters.Count != first.Parameters.Count || reading.Ledger.Links.Count != first.Ledger.Links.Count) return false;
            for (var index = 0; index < first.Places.Count; index++)
                if (!PlaceBlock.AreOfOne(first.Places[index], reading.Places[index])) return false;
            for (var index = 0; index < first.Parameters.Count; index++)
                if (first.Parameters[index].Name != reading.Parameters[index].Name) return false;
            for (var index = 0; index < first.Ledger.Links.Count; index++)
                if ((first.Ledger.Links[index].Name, first.Ledger.Links[index].Kind) != (reading.Ledger.Links[index].Name, reading.Ledger.Links[index].Kind)) return false;
        }

        return true;
    }

    static List<T> Merged<T, TKey>(IReadOnlyList<T> left, IReadOnlyList<T> right, Func<T, TKey> key, Func<T, T, T> add)
        where T : class
        where TKey : notnull
    {
        if (left.Count == right.Count && left.Zip(right).All(pair => key(pair.First).Equals(key(pair.Second))))
            return [.. left.Zip(right, add)];
        // Where a key stands twice, the first meets the first and the second the second: nothing is lost.
        var others = right.GroupBy(key).ToDictionary(group => group.Key, group => new Queue<T>(group));
        var merged = left.Select(one => others.TryGetValue(key(one), out var same) && same.TryDequeue(out var other) ? add(one, other) : one).ToList();
        var alone = others.Values.SelectMany(same => same).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        merged.AddRange(right.Where(alone.Contains));
        return merged;
    }
}
