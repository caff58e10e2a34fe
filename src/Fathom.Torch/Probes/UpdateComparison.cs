using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Torch.Probes;

/// <summary>Compares weights before and after a step, block by block.</summary>
sealed unsafe class UpdateComparison((long Start, int Length)[] blocks, bool sampled)
{
    [ThreadStatic]
    static double[]? Differences;

    /// <summary>The change from <paramref name="before"/> (packed blocks) to <paramref name="after"/> (the whole tensor).</summary>
    /// <param name="before">The blocks' values before the step, one block behind the other.</param>
    /// <param name="after">The tensor after the step.</param>
    /// <param name="gradient">The tensor's gradient in the same order; null where it lies otherwise.</param>
    /// <param name="type">How all three are stored.</param>
    public UpdateReading Compare(byte* before, byte* after, byte* gradient, ElementType type) => type switch
    {
        ElementType.Float64 => Compare((double*)before, (double*)after, (double*)gradient, &Same),
        ElementType.Float32 => Compare((float*)before, (float*)after, (float*)gradient, &Widen),
        ElementType.Float16 => Compare((Half*)before, (Half*)after, (Half*)gradient, &Widen),
        _ => Compare((ushort*)before, (ushort*)after, (ushort*)gradient, &WidenBFloat16),
    };

    UpdateReading Compare<T>(T* before, T* after, T* gradient, delegate*<T, double> widen)
        where T : unmanaged
    {
        var change = TensorSummary.Empty;
        var values = TensorSummary.Empty;
        var (lost, pulled) = (0L, 0L);
        foreach (var (start, length) in blocks)
        {
            var differences = Differences is { } buffer && buffer.Length >= length ? buffer : Differences = new double[length];
            for (var index = 0; index < length; index++)
            {
                var was = widen(before[index]);
                var difference = widen(after[start + index]) - was;
                differences[index] = difference;
                if (gradient is null || widen(gradient[start + index]) == 0) continue;
                pulled++;
                if (difference == 0) lost++;
            }

            change += TensorSummary.Of(differences.AsSpan(0, length));
            values += Summarize(before, length);
            before += length;
        }

        return new UpdateReading { Change = change, Ratio = Ratio(change, values), Lost = lost, Pulled = pulled, Sampled = sampled };
    }

    static TensorSummary Summarize<T>(T* values, int length)
        where T : unmanaged =>
        TensorSummary.OfMemory((nint)values, length, sizeof(T) switch
        {
            8 => ElementType.Float64,
            4 => ElementType.Float32,
            _ => typeof(T) == typeof(Half) ? ElementType.Float16 : ElementType.BFloat16,
        });

    static double Ratio(TensorSummary change, TensorSummary values) =>
        change.HasNonFinite || values.HasNonFinite ? double.NaN
        : change.Norm == 0 ? 0
        : values.Norm == 0 ? double.PositiveInfinity
        : change.Norm / values.Norm;

    static double Same(double value) => value;

    static double Widen(float value) => value;

    static double Widen(Half value) => (double)value;

    static double WidenBFloat16(ushort value) => BitConverter.UInt32BitsToSingle((uint)value << 16);
}
