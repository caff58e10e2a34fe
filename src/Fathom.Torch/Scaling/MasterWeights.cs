using Fathom.Torch.Guards;
using Fathom.Torch.Probes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Scaling;

/// <summary>Copies of a module's weights in float32, or in float64 where the weights are, whose rounding the weights are.</summary>
sealed class MasterWeights : IDisposable
{
    readonly Pair[] _pairs;
    readonly Dictionary<nint, Parameter> _copies;
    readonly Dictionary<nint, Parameter> _weights;

    public MasterWeights(nn.Module model)
    {
        using var without = no_grad();
        _pairs = [.. model.named_parameters().DistinctBy(entry => entry.parameter.Handle).Select(entry => new Pair(entry.name, entry.parameter, CopyOf(entry.parameter)))];
        _copies = _pairs.ToDictionary(pair => pair.Weight.Handle, pair => pair.Copy);
        _weights = _pairs.ToDictionary(pair => pair.Copy.Handle, pair => pair.Weight);
    }

    /// <summary>The copies, in the order of the module's parameters.</summary>
    public IReadOnlyList<Parameter> Copies => [.. _pairs.Select(pair => pair.Copy)];

    /// <summary>The copies by the names of their weights.</summary>
    public IEnumerable<(string Name, Parameter Copy)> Named => _pairs.Select(pair => (pair.Name, pair.Copy));

    /// <summary>The copy of a weight; the parameter itself where it has none, since it came into the module later.</summary>
    public Parameter CopyFor(Parameter weight) => _copies.GetValueOrDefault(weight.Handle, weight);

    /// <summary>The weight that a copy is of; the parameter itself where it is no copy.</summary>
    public Parameter WeightOf(Parameter copy) => _weights.GetValueOrDefault(copy.Handle, copy);

    public bool HaveNonFiniteGradients => _pairs.Any(pair => HasNonFinite(pair.Copy));

    /// <summary>Gives the copies the gradients of the weights, divided by <paramref name="scale"/>.</summary>
    public void Unscale(double scale)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        using var share = (1 / scale).ToScalar();
        foreach (var pair in _pairs)
        {
            if (pair.Copy.requires_grad != pair.Weight.requires_grad) pair.Copy.requires_grad = pair.Weight.requires_grad;
            // A power of two, as dynamic scales are, divides without rounding.
            if (pair.Weight.grad is not { } gradient) pair.Copy.grad = null;
            else if (pair.Copy.grad is { } own) own.copy_(gradient).mul_(share);
            else pair.Copy.grad = gradient.to(pair.Copy.dtype, copy: true).mul_(share);
        }
    }

    /// <summary>Gives the weights the values of the copies, rounded.</summary>
    public void Publish()
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        foreach (var pair in _pairs)
        {
            pair.Weight.copy_(pair.Copy);
            pair.Mark();
        }
    }

    /// <summary>Gives the copies what somebody else has written into the weights: where a weight is not its copy's rounding.</summary>
    public void TakeOver()
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        foreach (var pair in _pairs)
        {
            if (pair.IsMarked) continue;
            pair.Copy.copy_(where(pair.Weight.eq(pair.Copy.to(pair.Weight.dtype)), pair.Copy, pair.Weight.to(pair.Copy.dtype)));
            pair.Mark();
        }
    }

    /// <summary>Sets the weights' gradients to zero.</summary>
    public void ZeroGradients()
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        foreach (var pair in _pairs) pair.Weight.grad?.zero_();
    }

    public void Dispose()
    {
        foreach (var pair in _pairs) pair.Copy.Dispose();
    }

    static Parameter CopyOf(Parameter weight)
    {
        using var scope = NewDisposeScope();
        var copy = weight.detach().to(weight.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32, copy: true);
        return new Parameter(copy.DetachFromDisposeScope(), weight.requires_grad);
    }

    static bool HasNonFinite(Parameter parameter)
    {
        var gradient = LibTorch.Gradient(parameter.Handle);
        if (gradient == 0) return false;
        var count = NonFiniteScan.Count(gradient);
        LibTorch.Dispose(gradient);
        return count > 0;
    }

    sealed class Pair(string name, Parameter weight, Parameter copy)
    {
        // None before the first mark, for then nothing is known.
        (long Weight, long Copy)? _versions;

        public string Name => name;

        public Parameter Weight => weight;

        public Parameter Copy => copy;

        /// <summary>True where neither was written since the mark; never where versions cannot be read.</summary>
        public bool IsMarked => _versions is { } then && Versions() == then;

        public void Mark() => _versions = TensorVersion.IsKnown && TensorVersion.IsKept(weight) && TensorVersion.IsKept(copy) ? Versions() : null;

        (long, long) Versions() => (TensorVersion.Of(weight), TensorVersion.Of(copy));
    }
}
