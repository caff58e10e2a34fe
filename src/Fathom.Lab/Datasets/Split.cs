using Fathom.Recipes;

namespace Fathom.Lab.Datasets;

/// <summary>Which samples are trained on and which are held out, by their row; both in ascending order.</summary>
sealed record Split(long[] Training, long[] HeldOut)
{
    /// <summary>A split by chance that gives both sides the classes in the same proportions.</summary>
    /// <remarks>With samples that the source sets apart itself, those are held out and the rows are all trained on.</remarks>
    public static Split Of(Samples samples, DataSource source, int? classes, long seed)
    {
        var groups = Groups(samples.Labels, classes);
        var chance = new Chance(seed, "split");
        foreach (var group in groups) chance.Shuffle(group);

        var total = samples.Labels.Length;
        var heldOut = samples.Apart is null ? Math.Min((int)Math.Round(source.HoldOut * total), total - 1) : 0;
        var (held, rest) = Take(groups, heldOut);
        var (training, _) = Take(rest, Math.Min(source.Take ?? int.MaxValue, total - heldOut));
        return new Split(Sorted(training), Sorted(held));
    }

    static long[][] Groups(double[] labels, int? classes)
    {
        if (classes is not { } count) return [[.. Enumerable.Range(0, labels.Length).Select(row => (long)row)]];
        var groups = new List<long>[count];
        for (var group = 0; group < count; group++) groups[group] = [];
        for (var row = 0; row < labels.Length; row++) groups[(int)labels[row]].Add(row);
        return [.. groups.Select(group => group.ToArray())];
    }

    /// <summary>The first <paramref name="count"/> rows over all groups in proportion, and what is left of each group.</summary>
    static (long[][] Taken, long[][] Left) Take(long[][] groups, int count)
    {
        var total = groups.Sum(group => (long)group.Length);
        var shares = groups.Select(group => total == 0 ? 0 : (double)count * group.Length / total).ToArray();
        var quotas = shares.Select(share => (int)share).ToArray();

        // Largest remainders: rounding each quota by itself could miss the count by half the classes.
        foreach (var group in Enumerable.Range(0, groups.Length).OrderByDescending(group => shares[group] - quotas[group]).Take(count - quotas.Sum()))
            quotas[group]++;
        return ([.. groups.Select((rows, group) => rows[..quotas[group]])], [.. groups.Select((rows, group) => rows[quotas[group]..])]);
    }

    static long[] Sorted(long[][] groups) => [.. groups.SelectMany(rows => rows).Order()];
}
