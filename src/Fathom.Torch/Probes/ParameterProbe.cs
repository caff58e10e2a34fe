using System.Runtime.InteropServices;
using Fathom.Ledger;
using Fathom.Statistics;
using TorchSharp.Modules;

namespace Fathom.Torch.Probes;

/// <summary>Reads one parameter: its gradient before the optimizer's step, its values and what changed after it.</summary>
sealed unsafe class ParameterProbe : IDisposable
{
    const int BlockLength = 512;

    /// <summary>Weights move by a thousandth a step: large ones are read whole at every tenth reading only.</summary>
    const int ValueInterval = 10;

    readonly Parameter _parameter;
    readonly (long Start, int Length)[] _blocks;
    readonly ElementType? _type;
    readonly int _size;
    readonly long _count;
    readonly UpdateComparison _comparison;
    byte* _before;
    TensorSummary? _gradient;
    TensorSummary? _value;
    long _readings;
    bool _holdsBefore;

    /// <summary>A probe on <paramref name="parameter"/> that compares at most <paramref name="sample"/> of its weights.</summary>
    public ParameterProbe(string name, Parameter parameter, int sample)
    {
        Name = name;
        _parameter = parameter;
        _type = TensorMemory.ElementTypeOf(parameter.Handle);
        _count = parameter.numel();
        Sampled = _count > sample;
        _blocks = Sampled ? Spread(_count, sample) : [(0, checked((int)_count))];
        _comparison = new UpdateComparison(_blocks, _count);
        _size = FloatBytes.Of(_type);
    }

    public string Name { get; }

    /// <summary>What learning rate the optimizer gives the parameter at present; null where nobody knows.</summary>
    public Func<double>? LearningRate { get; init; }

    /// <summary>Whether the optimizer owns the parameter; null where nobody knows.</summary>
    public bool? IsOwned { get; init; }

    /// <summary>How the gradient was stored before it was widened for the optimizer; null where it was not.</summary>
    public ElementType? GradientType { get; init; }

    /// <summary>True where the update is compared on a sample of the weights only.</summary>
    public bool Sampled { get; }

    /// <summary>True where the gradient that was read last holds anything but zeros.</summary>
    public bool IsReached => _gradient is { HasNonFinite: true } or { Norm: > 0 };

    /// <summary>Reads the gradient, and keeps the values as they are before the optimizer's step.</summary>
    public void BeforeStep(bool keepsValues)
    {
        _gradient = null;
        _holdsBefore = false;
        // A module that was moved to another precision after the monitor was attached lies otherwise than its blocks say.
        if (_type is not { } type || _parameter.IsInvalid || TensorMemory.ElementTypeOf(_parameter.Handle) != type) return;
        var gradient = LibTorch.Gradient(_parameter.Handle);
        if (gradient == 0) return;
        _gradient = TensorMemory.Summarize(gradient);
        LibTorch.Dispose(gradient);
        if (keepsValues) KeepValues(type);
    }

    /// <summary>The reading, with the update where the values before the step were kept.</summary>
    public ParameterReading AfterStep()
    {
        var update = _holdsBefore ? Compare(_type!.Value) : null;
        var isDue = !Sampled || _readings % ValueInterval == 0 || update is null or { Change.HasNonFinite: true };
        _readings++;
        if (isDue) _value = _type is null || _parameter.IsInvalid ? null : TensorMemory.Summarize(_parameter.Handle);
        var type = _parameter.IsInvalid ? null : TensorMemory.ElementTypeOf(_parameter.Handle);
        return new ParameterReading
        {
            Name = Name,
            Value = _value,
            Gradient = _gradient,
            Update = update,
            LearningRate = LearningRate?.Invoke() ?? double.NaN,
            RequiresGradient = !_parameter.IsInvalid && LibTorch.RequiresGrad(_parameter.Handle),
            IsOwned = IsOwned,
            Type = type,
            GradientType = GradientType,
            HasEqualRows = type is { } stored && RowComparison.AreEqual(_parameter.Handle, stored),
        };
    }

    public void Dispose()
    {
        NativeMemory.Free(_before);
        _before = null;
    }

    /// <summary>Blocks of neighbours, spread evenly: whole cache lines, and every part of the tensor has its say.</summary>
    static (long Start, int Length)[] Spread(long count, int sample)
    {
        var length = Math.Min(BlockLength, sample);
        var blocks = Math.Max(1, sample / length);
        return [.. Enumerable.Range(0, blocks).Select(block => ((long)((double)block / Math.Max(1, blocks - 1) * (count - length)), length))];
    }

    void KeepValues(ElementType type)
    {
        using var memory = TensorMemory.Open(_parameter.Handle, type);
        if (!memory.IsInPlace || memory.Times != 1 || memory.Count != _count) return;
        if (_before is null) _before = (byte*)NativeMemory.Alloc((nuint)(_blocks.Sum(block => (long)block.Length) * _size));
        var to = _before;
        foreach (var (start, length) in _blocks)
        {
            var bytes = length * _size;
            Buffer.MemoryCopy((byte*)memory.Address + (start * _size), to, bytes, bytes);
            to += bytes;
        }

        _holdsBefore = true;
    }

    UpdateReading? Compare(ElementType type)
    {
        using var after = TensorMemory.Open(_parameter.Handle, type);
        if (after.Count != _count || TensorMemory.ElementTypeOf(_parameter.Handle) != type) return null;
        var gradientHandle = LibTorch.Gradient(_parameter.Handle);
        if (gradientHandle == 0) return null;
        try
        {
            // Compared place by place, so all three must lie in the same order.
            using var gradient = TensorMemory.Open(gradientHandle, type);
            var pulls = gradient.Times == 1 && gradient.Count == after.Count && TensorMemory.ElementTypeOf(gradientHandle) == type;
            return _comparison.Compare(_before, (byte*)after.Address, pulls ? (byte*)gradient.Address : null, type);
        }
        finally
        {
            LibTorch.Dispose(gradientHandle);
        }
    }
}
