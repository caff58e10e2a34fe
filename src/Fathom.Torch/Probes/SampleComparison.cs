using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Torch.Probes;

/// <summary>Compares the samples and the units of an output. One belongs to one training thread.</summary>
sealed class SampleComparison
{
    /// <summary>A slope below this share of the greatest costs the gradient a decade.</summary>
    const double Decade = 0.1;

    readonly SampleSums _sums = new();
    int[] _flat = [];

    /// <summary>What an output shows; null where it has no samples to compare.</summary>
    /// <param name="output">The output.</param>
    /// <param name="type">How it is stored.</param>
    /// <param name="slope">Of an activation, how its slope is told; else null.</param>
    /// <param name="input">What went into it; 0 where unknown.</param>
    public UnitReading? Read(nint output, ElementType type, SlopeRange? slope, nint input)
    {
        var dimensions = LibTorch.Dimensions(output);
        if (dimensions is < 2 or > 5) return null;
        using var samples = SampleMemory.Open(output, type);
        if (samples.Samples == 0 || samples.Length == 0) return null;

        var units = checked((int)LibTorch.Size(output, dimensions <= 3 ? dimensions - 1 : 1));
        var neighbours = dimensions <= 3 ? 1 : samples.Length / units;
        var (spread, saturated) = Compare(samples, slope is { OfInput: false } ? slope.Above(Decade) : null);
        return new UnitReading
        {
            Units = units,
            Samples = samples.Samples,
            SampleSpread = spread,
            SaturatedShare = saturated,
            FlatUnits = slope is null ? [] : FlatUnits(samples, slope, output, input, units, neighbours),
        };
    }

    /// <summary>How much the samples of a tensor differ; see <see cref="UnitReading.SampleSpread"/>.</summary>
    public double Spread(nint tensor, ElementType type)
    {
        if (LibTorch.Dimensions(tensor) == 0) return double.NaN;
        using var samples = SampleMemory.Open(tensor, type);
        return samples.Samples < 2 || samples.Length == 0 ? double.NaN : Compare(samples, steep: null).Spread;
    }

    (double Spread, double Saturated) Compare(SampleMemory samples, (double Low, double High)? steep)
    {
        _sums.Read(samples, steep?.Low ?? double.NegativeInfinity, steep?.High ?? double.PositiveInfinity);
        var spread = samples.Samples < 2 || _sums.Whole == 0 ? double.NaN : Math.Sqrt(_sums.Apart / _sums.Whole);
        return (double.IsFinite(spread) ? spread : double.NaN, steep is null ? double.NaN : (double)_sums.Beyond / (samples.Samples * samples.Length));
    }

    /// <summary>The units that are beyond the ends everywhere. Each number read strikes units off, so that few are read more than once.</summary>
    int[] FlatUnits(SampleMemory outputs, SlopeRange slope, nint output, nint input, int units, long neighbours)
    {
        var ends = slope.Above(Widening.Precision(outputs.Type));
        if (!slope.OfInput) return FlatUnits(outputs, ends, units, neighbours);
        // An activation in place has written over its input.
        if (input == 0 || TensorMemory.ElementTypeOf(input) != outputs.Type || LibTorch.Data(input) == LibTorch.Data(output)) return [];
        using var inputs = SampleMemory.Open(input, outputs.Type);
        return inputs.Samples == outputs.Samples && inputs.Length == outputs.Length ? FlatUnits(inputs, ends, units, neighbours) : [];
    }

    int[] FlatUnits(SampleMemory samples, (double Low, double High) ends, int units, long neighbours)
    {
        if (_flat.Length < units) _flat = new int[units];
        for (var unit = 0; unit < units; unit++) _flat[unit] = unit;
        var left = units;
        for (var sample = 0; sample < samples.Samples && left > 0; sample++)
        {
            var kept = 0;
            for (var at = 0; at < left; at++)
            {
                if (IsFlat(samples, sample, _flat[at], ends, units, neighbours)) _flat[kept++] = _flat[at];
            }

            left = kept;
        }

        return left == 0 ? [] : _flat[..left];
    }

    static bool IsFlat(SampleMemory samples, int sample, int unit, (double Low, double High) ends, int units, long neighbours)
    {
        for (var start = unit * neighbours; start < samples.Length; start += units * neighbours)
        {
            for (var position = start; position < start + neighbours; position++)
            {
                var value = samples[sample, position];
                if (!(value <= ends.Low || value >= ends.High)) return false;
            }
        }

        return true;
    }
}
