namespace Fathom.Statistics;

/// <summary>How many magnitudes lie from 10^<paramref name="Exponent"/> to less than ten times that.</summary>
/// <param name="Exponent">The power of ten.</param>
/// <param name="Count">How many; broken where a binade was shared out between two decades.</param>
public readonly record struct Decade(int Exponent, double Count)
{
    static readonly double Log10Of2 = Math.Log10(2);

    internal static IReadOnlyList<Decade> Of(ExponentHistogram histogram)
    {
        var from = histogram.Below > 0 ? ExponentHistogram.Lowest - 1 : histogram.First;
        var to = histogram.Above > 0 ? ExponentHistogram.Highest + 1 : histogram.Last;
        if (histogram.Below > 0 && histogram.Above == 0) to = Math.Max(from, to);
        if (histogram.Above > 0 && histogram.Below == 0 && histogram.Last < histogram.First) from = to;
        if (to < from) return [];

        var lowest = (int)Math.Floor(from * Log10Of2);
        var counts = new double[(int)Math.Floor((to + 1) * Log10Of2) - lowest + 1];
        for (var exponent = from; exponent <= to; exponent++)
        {
            var count = exponent < ExponentHistogram.Lowest ? histogram.Below
                : exponent > ExponentHistogram.Highest ? histogram.Above
                : histogram[exponent];
            var (start, end) = (exponent * Log10Of2, (exponent + 1) * Log10Of2);
            var decade = (int)Math.Floor(start);
            var cut = Math.Min(decade + 1, end);
            var before = count * ((cut - start) / (end - start));
            counts[decade - lowest] += before;
            if (end > cut) counts[decade + 1 - lowest] += count - before;
        }

        var used = counts[^1] > 0 ? counts.Length : counts.Length - 1;
        return [.. counts.Take(used).Select((count, i) => new Decade(lowest + i, count))];
    }
}
