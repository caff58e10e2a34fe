namespace Fathom.Prognoses;

/// <summary>What zeros at the border take from a convolution, along one axis.</summary>
static class Border
{
    const int MostPositions = 4096;

    /// <summary>
    /// The share of a full window that counts. Where the size stays, the largest eigenvalue of the matrix that hops by up to half a
    /// kernel, over the kernel: gradients settle on its eigenvector, away from the border; for three it is (1 + 2 cos(π/(n+1)))/3.
    /// Where the size changes, the mean share of a window that lies on the input.
    /// </summary>
    /// <param name="size">How many positions come in.</param>
    /// <param name="kernel">How many positions one window spans.</param>
    /// <param name="padding">How many zeros stand on each side.</param>
    /// <param name="stride">How far the window moves.</param>
    /// <param name="dilation">How far apart the window's positions lie.</param>
    public static double Share(int size, int kernel, int padding, int stride = 1, int dilation = 1)
    {
        if (padding == 0) return 1;
        var reach = dilation * (kernel - 1);
        var outputs = (size + 2 * padding - reach - 1) / stride + 1;
        return stride == 1 && outputs == size && size <= MostPositions ? Eigenvalue(size, kernel, dilation, padding) / kernel : MeanCoverage();

        double MeanCoverage()
        {
            var inside = 0L;
            for (var output = 0; output < outputs; output++)
            {
                for (var tap = 0; tap < kernel; tap++)
                {
                    if (output * stride - padding + tap * dilation is >= 0 and var position && position < size) inside++;
                }
            }

            return (double)inside / ((long)outputs * kernel);
        }
    }

    // The power method; the Rayleigh quotient of a symmetric matrix converges twice as fast as its vector.
    static double Eigenvalue(int size, int kernel, int dilation, int padding)
    {
        var vector = new double[size];
        var next = new double[size];
        for (var position = 0; position < size; position++) vector[position] = Math.Sin(Math.PI * (position + 1) / (size + 1));
        var quotient = 0.0;
        for (var iteration = 0; iteration < 400; iteration++)
        {
            var (product, square, nextSquare) = (0.0, 0.0, 0.0);
            for (var position = 0; position < size; position++)
            {
                next[position] = 0;
                for (var tap = 0; tap < kernel; tap++)
                {
                    var from = position - padding + tap * dilation;
                    if (from >= 0 && from < size) next[position] += vector[from];
                }

                product += next[position] * vector[position];
                square += vector[position] * vector[position];
                nextSquare += next[position] * next[position];
            }

            var before = quotient;
            quotient = product / square;
            if (Math.Abs(quotient - before) < 1e-13 * quotient) break;
            for (var position = 0; position < size; position++) vector[position] = next[position] / Math.Sqrt(nextSquare);
        }

        return quotient;
    }
}
