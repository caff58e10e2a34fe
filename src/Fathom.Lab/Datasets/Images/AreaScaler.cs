namespace Fathom.Lab.Datasets.Images;

/// <summary>
/// Stretches one channel of an image: each new pixel is the mean of the area of the old ones that it covers, pixels at the edge counting
/// by the share that is covered.
/// </summary>
sealed class AreaScaler(int fromHeight, int fromWidth, int toHeight, int toWidth)
{
    readonly (int From, float[] Shares)[] _rows = Cover(fromHeight, toHeight);
    readonly (int From, float[] Shares)[] _columns = Cover(fromWidth, toWidth);
    readonly float[] _narrow = new float[fromHeight * toWidth];

    public void Scale(ReadOnlySpan<float> from, Span<float> to)
    {
        for (var row = 0; row < fromHeight; row++)
        {
            for (var column = 0; column < toWidth; column++)
            {
                var (start, shares) = _columns[column];
                var sum = 0f;
                for (var at = 0; at < shares.Length; at++) sum += shares[at] * from[row * fromWidth + start + at];
                _narrow[row * toWidth + column] = sum;
            }
        }

        for (var row = 0; row < toHeight; row++)
        {
            var (start, shares) = _rows[row];
            for (var column = 0; column < toWidth; column++)
            {
                var sum = 0f;
                for (var at = 0; at < shares.Length; at++) sum += shares[at] * _narrow[(start + at) * toWidth + column];
                to[row * toWidth + column] = sum;
            }
        }
    }

    /// <summary>For each new pixel, the first old one that it covers, and which share of it each old one is.</summary>
    static (int From, float[] Shares)[] Cover(int from, int to)
    {
        var cover = new (int, float[])[to];
        for (var pixel = 0; pixel < to; pixel++)
        {
            // In units of 1/to of an old pixel everything is a whole number, so that no rounding opens a gap.
            var (start, end) = ((long)pixel * from, (long)(pixel + 1) * from);
            var (first, last) = ((int)(start / to), (int)((end - 1) / to));
            var shares = new float[last - first + 1];
            for (var old = first; old <= last; old++)
                shares[old - first] = (float)(Math.Min(end, (old + 1L) * to) - Math.Max(start, (long)old * to)) / from;
            cover[pixel] = (first, shares);
        }

        return cover;
    }
}
