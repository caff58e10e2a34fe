using System.Runtime.InteropServices;
using Fathom.Statistics;
using Fathom.Torch.Probes;
using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>Reads what the next step is made of, once: gradients and, where it may have changed, the optimizer's memory.</summary>
sealed class NonFiniteScan
{
    // One thread reads this much in 9 µs where it reads 60 GB/s, as it does in the middle of a training: sharing less is not worth the call.
    const long LeastShared = 512 << 10;

    readonly List<(int Place, nint Handle)> _gradients = [];
    readonly List<TensorMemory> _opened = [];
    readonly List<Piece> _tensors = [];
    readonly TeamShares _shares = new();
    long _bytes;

    /// <summary>True where a gradient or a number that the optimizer remembers is NaN, infinite or above 2^50 in magnitude.</summary>
    /// <param name="training">Whose step is next.</param>
    /// <param name="withMemory">False where nobody can have changed what the optimizer remembers, so that the gradients alone are read.</param>
    /// <param name="arrivals">Knows gradients that were read already; null: none were.</param>
    public bool Exceeds(GuardedTraining training, bool withMemory, GradientArrivals? arrivals)
    {
        try
        {
            // From the first to the last: the backward pass ends with the first, so that it is what the caches still hold.
            for (var place = 0; place < training.Stepped.Count; place++)
            {
                var parameter = training.Stepped[place].parameter;
                if (parameter.IsInvalid) continue;
                var gradient = GradientOf(parameter.Handle);
                if (gradient != 0) _gradients.Add((place, gradient));
            }

            foreach (var (place, gradient) in _gradients)
                if (arrivals?[place]?.HasRead(gradient) is not true && !TryAdd(gradient)) return true;

            if (withMemory && !TryAddMemory(training.Memory)) return true;
            return Exceeds();
        }
        finally
        {
            Close();
        }
    }

    /// <summary>True where a number that lies at <paramref name="piece"/> is NaN, infinite or above 2^50 in magnitude.</summary>
    public bool Exceeds(Piece piece)
    {
        try
        {
            Add(piece);
            return Exceeds();
        }
        finally
        {
            Close();
        }
    }

    /// <summary>True where a weight is NaN, infinite or above 2^50 in magnitude.</summary>
    public bool WeightsExceed(GuardedTraining training)
    {
        try
        {
            foreach (var (_, parameter) in training.Stepped)
                if (!parameter.IsInvalid && !TryAdd(parameter.Handle)) return true;
            return Exceeds();
        }
        finally
        {
            Close();
        }
    }

    /// <summary>How many numbers of a tensor are NaN or infinite; a tensor of complex numbers counts by its numbers, whole ones hold none.</summary>
    public static long Count(nint tensor)
    {
        if (TensorMemory.Summarize(tensor) is { } summary) return summary.Count - summary.Finite;
        using var scope = NewDisposeScope();
        using var without = no_grad();
        var alias = Tensor.UnsafeCreateTensor(LibTorch.Alias(tensor));
        return alias.is_complex() ? alias.numel() - alias.isfinite().sum().item<long>() : 0;
    }

    static nint GradientOf(nint parameter)
    {
        if (!LentGradient.IsKnown) return LibTorch.Gradient(parameter);
        var gradient = LentGradient.Of(parameter);
        if (gradient != 0) LentGradient.Prefetch(gradient);
        return gradient;
    }

    bool TryAddMemory(OptimizerMemory memory)
    {
        foreach (var cell in memory.Cells)
        {
            for (var field = 0; field < cell.TensorCount; field++)
                if (cell.Tensor(field) is { IsInvalid: false } remembered && !TryAdd(remembered.Handle)) return false;
        }

        return true;
    }

    /// <summary>False where the tensor cannot be read as it lies; then it has to be looked at by itself.</summary>
    bool TryAdd(nint tensor)
    {
        if (TensorMemory.ElementTypeOf(tensor) is not { } type) return Count(tensor) == 0;
        var memory = TensorMemory.Open(tensor, type);
        if (!memory.IsInPlace) _opened.Add(memory);
        if (memory.Count > 0) Add(new Piece(memory.Address, memory.Count, type));
        return true;
    }

    void Add(Piece piece)
    {
        _tensors.Add(piece);
        _bytes += piece.Count * TensorSummary.ElementSize(piece.Type);
    }

    bool Exceeds()
    {
        var threads = get_num_threads();
        var tensors = CollectionsMarshal.AsSpan(_tensors);
        if (threads == 1 || _bytes < LeastShared || !TorchTeam.IsKnown) return MagnitudeScan.Exceeds(tensors, threads);
        _shares.Divide(tensors, threads);
        return TorchTeam.Exceeds(_shares);
    }

    void Close()
    {
        foreach (var memory in _opened) memory.Dispose();
        if (!LentGradient.IsKnown)
            foreach (var (_, gradient) in _gradients) LibTorch.Dispose(gradient);
        _opened.Clear();
        _gradients.Clear();
        _tensors.Clear();
        _bytes = 0;
    }
}
