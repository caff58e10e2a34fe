using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>What an optimizer remembers from step to step: running means, sums, counters.</summary>
/// <remarks>
/// TorchSharp keeps one state object for each parameter and shows its tensors as public fields, which it replaces now and then: they are
/// looked up anew each time.
/// </remarks>
sealed class OptimizerMemory
{
    readonly OptimizerMemoryCell[] _cells = [];
    readonly (object State, Func<object, Tensor?> Read)[] _tensors = [];

    public OptimizerMemory(optim.Optimizer optimizer)
    {
        (optimizer, OuterDecay) = Unwrapped(optimizer);
        Inner = optimizer;
        if (optimizer is not OptimizerHelper helper) return;
        var states = helper.state_dict().State;
        var owners = helper.ParamGroups.OfType<ParamGroup>().SelectMany(group => group.Parameters.Select(_ => group)).ToArray();
        _cells = [.. states.Select((state, place) => new OptimizerMemoryCell(state, place < owners.Length ? owners[place].Options : null))];
        _tensors = [.. _cells.SelectMany(cell => cell.Tensors)];
    }

    /// <summary>Refuses an optimizer whose step evaluates the network itself, again and again.</summary>
    public static void RequireOneGradient(optim.Optimizer optimizer)
    {
        if (Unwrapped(optimizer).Inner is LBFGS)
            throw new ArgumentException("The optimizer must take its step from one gradient, but LBFGS asks a closure for several within a step, of which a monitor would judge and read only the first. Attach without it, and call its step with the closure yourself: then updates are not measured, and no guard is on duty.", nameof(optimizer));
    }

    static (optim.Optimizer Inner, double Decay) Unwrapped(optim.Optimizer optimizer)
    {
        var decays = 0.0;
        while (optimizer is IWrapsOptimizer wrapper) (optimizer, decays) = (wrapper.Inner, decays + wrapper.WeightDecay);
        return (optimizer, decays);
    }

    /// <summary>The optimizer that has the memory.</summary>
    public optim.Optimizer Inner { get; }

    /// <summary>The weight decay of what is wrapped around it.</summary>
    public double OuterDecay { get; }

    /// <summary>The memory by parameter, in the order of the optimizer's groups; empty where it shows none.</summary>
    public IReadOnlyList<OptimizerMemoryCell> Cells => _cells;

    /// <summary>How many tensors there can be in all cells, those of the first cell first.</summary>
    public int TensorCount => _tensors.Length;

    /// <summary>One of them; null where there is none yet.</summary>
    public Tensor? Tensor(int place)
    {
        // Side by side in one array: each step asks for all of them, and what lies apart is apart in the caches, too.
        var (state, read) = _tensors[place];
        return read(state);
    }
}
