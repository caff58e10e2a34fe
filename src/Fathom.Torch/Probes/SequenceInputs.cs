using Fathom.Torch.Scaling;
using static TorchSharp.torch;

namespace Fathom.Torch.Probes;

/// <summary>Lets gradients come back to sequences of raw data, which ask for none: the module takes an alias that does.</summary>
/// <remarks>The alias holds the same memory, so the numbers of forward and of the weights' gradients stay the same bit for bit.</remarks>
sealed class SequenceInputs(GradientScale scale)
{
    readonly Dictionary<Tensor, SequenceGradient> _aliases = new(ReferenceEqualityComparer.Instance);

    /// <summary>What the module takes instead of <paramref name="input"/>; the input itself where it is no raw sequence.</summary>
    public Tensor Take(ModuleProbe probe, Tensor input)
    {
        if (probe.TimeDimension is not { } time || input.IsInvalid || LibTorch.RequiresGrad(input.Handle)) return input;
        if (TensorMemory.ElementTypeOf(input.Handle) is null || !probe.Learns) return input;
        // A leaf of its own, outside the caller's dispose scope: it is let go of with the step.
        var alias = input.detach().requires_grad_(true).DetachFromDisposeScope();
        _aliases.Add(alias, new SequenceGradient(time));
        return alias;
    }

    /// <summary>The gradient of an alias; null for any other tensor.</summary>
    public SequenceGradient? Of(Tensor tensor) => _aliases.GetValueOrDefault(tensor);

    /// <summary>Reads what came back to the aliases.</summary>
    public void ReadGradients()
    {
        foreach (var (alias, sequence) in _aliases)
        {
            var gradient = LibTorch.Gradient(alias.Handle);
            if (gradient == 0) continue;
            var divided = scale.Divide(gradient);
            sequence.Read(divided);
            GradientScale.Free(divided, gradient);
            LibTorch.Dispose(gradient);
        }
    }

    /// <summary>Lets go of all aliases.</summary>
    public void Release()
    {
        foreach (var alias in _aliases.Keys) alias.Dispose();
        _aliases.Clear();
    }
}
