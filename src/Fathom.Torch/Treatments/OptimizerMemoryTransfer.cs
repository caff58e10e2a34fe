using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Carries what an optimizer remembers over to another one of the same kind.</summary>
public static class OptimizerMemoryTransfer
{
    /// <summary>Copies the memory of parameters that both own, and between two <see cref="LossScaler"/> their float32 copies and a dynamic scale.</summary>
    /// <param name="from">The optimizer that remembers.</param>
    /// <param name="to">One of the same kind over other parameters; what is not copied begins as it is.</param>
    /// <param name="pairs">Which parameter of the first each one of the second was; pairs of different shapes are passed over.</param>
    /// <returns>For how many parameters memory was copied; 0 where the two are of different kinds.</returns>
    public static int Copy(optim.Optimizer from, optim.Optimizer to, IReadOnlyList<(Parameter From, Parameter To)> pairs)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(pairs);
        using var scope = NewDisposeScope();
        using var without = no_grad();
        if (LossScaler.In(from) is { } scaled && LossScaler.In(to) is { } rescaled) Copy(scaled, rescaled, pairs);
        if (Innermost(from).GetType() != Innermost(to).GetType()) return 0;
        var (old, present) = (OptimizerEdit.Of(from)!.Memory(), OptimizerEdit.Of(to)!.Memory());
        var copied = 0;
        foreach (var (source, target) in pairs)
        {
            if (!source.shape.AsSpan().SequenceEqual(target.shape) || !old.TryGetValue(source.Handle, out var then) || !present.TryGetValue(target.Handle, out var now)) continue;
            for (var place = 0; place < then.TensorCount; place++) now.SetTensor(place, then.Tensor(place));
            for (var place = 0; place < then.NumberCount; place++) now.SetNumber(place, then.Number(place));
            copied++;
        }

        return copied;
    }

    /// <summary>The copies know more digits than the weights, as far as both have the same rounding; where not, the weights count.</summary>
    static void Copy(LossScaler from, LossScaler to, IReadOnlyList<(Parameter From, Parameter To)> pairs)
    {
        foreach (var (source, target) in pairs)
            if (source.shape.AsSpan().SequenceEqual(target.shape)) to.Masters.CopyFor(target).copy_(from.Masters.CopyFor(source));
        if (from.IsDynamic) to.Resume(from.CurrentScale, from.GoodSteps);
    }

    static optim.Optimizer Innermost(optim.Optimizer optimizer)
    {
        while (optimizer is IWrapsOptimizer wrapper) optimizer = wrapper.Inner;
        return optimizer;
    }
}
