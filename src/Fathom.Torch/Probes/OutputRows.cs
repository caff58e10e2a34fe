using Fathom.Ledger;
using Fathom.Statistics;
using TorchSharp;

namespace Fathom.Torch.Probes;

/// <summary>Reads the network's output, and the gradient that comes back to it, row by row.</summary>
sealed unsafe class OutputRows
{
    const int MostRows = 32;

    readonly OutputPulls _pulls = new();
    OutputReading? _reading;

    /// <summary>What was seen at <paramref name="slot"/>; null where nothing was.</summary>
    public OutputReading? Of(Slot slot) => _reading is null ? null
        : _reading with { Type = slot.Producer is { Probe.IsContainer: false } maker ? maker.Probe.Type : "" };

    /// <summary>Reads the output itself.</summary>
    public void Read(nint output, ElementType type)
    {
        using var rows = Open(output, type);
        if (rows.Count == 0 || rows.Columns == 0) return;
        var (least, most, farthest) = (double.PositiveInfinity, double.NegativeInfinity, 0.0);
        for (var picked = 0; picked < rows.Picked; picked++)
        {
            var (start, sum) = (rows.Start(picked), 0.0);
            for (var column = 0L; column < rows.Columns; column++)
            {
                var value = rows.At(start, column);
                sum += value;
                if (!double.IsFinite(value)) continue;
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }

            // Math.Max passes NaN on, so a row that is not finite leaves NaN.
            farthest = Math.Max(farthest, double.IsFinite(sum) ? Math.Abs(sum - 1) : double.NaN);
        }

        _pulls.Keep(rows);
        _reading = new OutputReading
        {
            Columns = checked((int)rows.Columns),
            Rows = rows.Count,
            Minimum = least <= most ? least : double.NaN,
            Maximum = least <= most ? most : double.NaN,
            FarthestSumFromOne = farthest,
        };
    }

    /// <summary>Reads the gradient that arrived.</summary>
    public void ReadGradient(nint gradient)
    {
        if (_reading is null || TensorMemory.ElementTypeOf(gradient) is not { } type) return;
        using var rows = Open(gradient, type);
        var (imbalance, smallest, largest) = (double.NaN, double.NaN, double.NaN);
        for (var picked = 0; picked < rows.Picked; picked++)
        {
            var (start, sum, magnitudes) = (rows.Start(picked), 0.0, 0.0);
            for (var column = 0L; column < rows.Columns; column++)
            {
                var pull = rows.At(start, column);
                sum += pull;
                magnitudes += Math.Abs(pull);
                if (!double.IsFinite(pull)) continue;
                largest = double.MaxNumber(largest, Math.Abs(pull));
                if (pull != 0) smallest = double.MinNumber(smallest, Math.Abs(pull));
            }

            if (magnitudes > 0 && double.IsFinite(magnitudes)) imbalance = double.MaxNumber(imbalance, Math.Abs(sum) / magnitudes);
        }

        _reading = _pulls.Compare(_reading with { GradientImbalance = imbalance, SmallestPull = smallest * rows.Count, LargestPull = largest * rows.Count }, rows);
    }

    static RowMemory Open(nint tensor, ElementType type)
    {
        if (LibTorch.Device(tensor) == (int)DeviceType.CPU && !LibTorch.IsSparse(tensor)) return new RowMemory(tensor, type, MostRows, copy: 0);
        var copy = TensorMemory.CopyInOrder(tensor);
        return new RowMemory(copy, type, MostRows, copy);
    }
}
