namespace Fathom.Lab;

/// <summary>Random numbers for one purpose, so that more draws for one never change those for another.</summary>
/// <param name="seed">The recipe's seed.</param>
/// <param name="purpose">What the numbers are for, such as "batches".</param>
sealed class Chance(long seed, string purpose)
{
    // An explicit seed keeps .NET's old generator, whose sequence is the same in every version.
    readonly Random _random = new(SeedFor(seed, purpose));
    double? _spareNormal;

    /// <summary>Uniform from <paramref name="from"/> to below <paramref name="to"/>.</summary>
    public double Uniform(double from, double to) => from + (to - from) * _random.NextDouble();

    /// <summary>A whole number from <paramref name="from"/> to below <paramref name="to"/>, each as likely as the others.</summary>
    public int Whole(int from, int to) => _random.Next(from, to);

    /// <summary>Normal with mean 0 and standard deviation 1.</summary>
    public double Normal()
    {
        if (_spareNormal is { } spare)
        {
            _spareNormal = null;
            return spare;
        }

        // Box and Muller (1958): two uniform numbers make two normal ones.
        var radius = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * _random.NextDouble());
        _spareNormal = radius * sine;
        return radius * cosine;
    }

    /// <summary>A whole number from 0 to below <paramref name="limit"/>.</summary>
    public long Below(long limit) => _random.NextInt64(limit);

    public void Shuffle(Span<long> items) => _random.Shuffle(items);

    /// <summary>A seed for <paramref name="purpose"/>, always the same for the same two.</summary>
    public static int SeedFor(long seed, string purpose)
    {
        // FNV-1a over the purpose, then SplitMix64's finish: neighbouring seeds must not give neighbouring sequences.
        var hash = 14695981039346656037UL;
        foreach (var sign in purpose) hash = (hash ^ sign) * 1099511628211UL;
        var mixed = hash ^ (unchecked((ulong)seed) + 0x9E3779B97F4A7C15UL);
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return (int)((mixed ^ (mixed >> 31)) & 0x7FFFFFFF);
    }
}
