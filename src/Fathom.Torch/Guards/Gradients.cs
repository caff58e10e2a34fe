using Fathom.Statistics;
using Fathom.Torch.Probes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>The gradients of parameters with their norms, exact where libtorch's norms give 0 or infinity.</summary>
sealed class Gradients
{
    readonly List<(string Name, Parameter Parameter, double Norm)> _read = [];
    bool _hasNaN;
    bool _hasInfinity;

    public Gradients(IReadOnlyList<(string name, Parameter parameter)> parameters)
    {
        foreach (var (name, parameter) in parameters)
        {
            if (Read(parameter) is not { } summary) continue;
            _hasNaN |= summary.NaNs > 0;
            _hasInfinity |= summary.PositiveInfinities + summary.NegativeInfinities > 0;
            _read.Add((name, parameter, summary.Norm));
        }

        Largest = _read.Count == 0 ? 0 : _read.Max(entry => entry.Norm);
        Relative = Root(_read.Select(entry => entry.Norm), Largest);
    }

    /// <summary>The norms by parameter, for those that have a gradient.</summary>
    public IReadOnlyList<(string Name, Parameter Parameter, double Norm)> Entries => _read;

    /// <summary>True where no gradient holds NaN or infinity, nor has a norm beyond double.</summary>
    public bool IsFinite => !_hasNaN && !_hasInfinity && double.IsFinite(Largest);

    /// <summary>The greatest norm of a single gradient.</summary>
    public double Largest { get; }

    /// <summary>The norm of all as a multiple of <see cref="Largest"/>: finite where the norm itself is beyond double.</summary>
    public double Relative { get; }

    /// <summary>The norm of all; NaN or infinite where a gradient is.</summary>
    public double Norm => _hasNaN ? double.NaN : _hasInfinity || double.IsInfinity(Largest) ? double.PositiveInfinity : Largest * Relative;

    /// <summary>What makes the norm of all <paramref name="limit"/>.</summary>
    public double FactorTo(double limit) => limit / Largest / Relative;

    /// <summary>The result where nothing is changed.</summary>
    public ClipResult Untouched => new(Norm, 1);

    /// <summary>Multiplies every gradient.</summary>
    public ClipResult Scale(double factor)
    {
        foreach (var (_, parameter, _) in _read) Multiply(parameter, factor);
        return new ClipResult(Norm, factor);
    }

    /// <summary>The result after gradients were changed one by one.</summary>
    public ClipResult Changed()
    {
        var after = new Gradients([.. _read.Select(entry => (entry.Name, entry.Parameter))]);
        return new ClipResult(Norm, Math.Min(1, after.Largest / Largest * (after.Relative / Relative)));
    }

    /// <summary>Multiplies one gradient, in two strides where a factor would vanish in 32 bits.</summary>
    public static void Multiply(Parameter parameter, double factor)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        var gradient = parameter.grad!;
        var inTwo = factor < 1e-30 && gradient.dtype != ScalarType.Float64;
        // Kept until the call is over: a scalar that only the call holds could be collected under it.
        using var scalar = (inTwo ? Math.Sqrt(factor) : factor).ToScalar();
        gradient.mul_(scalar);
        if (inTwo) gradient.mul_(scalar);
    }

    /// <summary>The root of the sum of squares, as a multiple of the greatest.</summary>
    public static double Root(IEnumerable<double> norms, double largest) =>
        largest == 0 ? 0 : Math.Sqrt(norms.Sum(norm => norm / largest * (norm / largest)));

    static TensorSummary? Read(Parameter parameter)
    {
        if (parameter.IsInvalid) return null;
        var gradient = LibTorch.Gradient(parameter.Handle);
        if (gradient == 0) return null;
        var summary = TensorMemory.Summarize(gradient);
        LibTorch.Dispose(gradient);
        return summary;
    }
}
