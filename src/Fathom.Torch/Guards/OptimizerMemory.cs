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

    public OptimizerMemory(optim.Optimizer optimizer)
    {
        var decays = 0.0;
        while (optimizer is IWrapsOptimizer wrapper) (optimizer, decays) = (wrapper.Inner, decays + wrapper.WeightDecay);
        Inner = optimizer;
        OuterDecay = decays;
        if (optimizer is not OptimizerHelper helper) return;
        var states = helper.state_dict().State;
        var owners = helper.ParamGroups.OfType<ParamGroup>().SelectMany(group => group.Parameters.Select(_ => group)).ToArray();
        _cells = [.. states.Select((state, place) => new OptimizerMemoryCell(state, place < owners.Length ? owners[place].Options : null))];
    }

    /// <summary>The optimizer that has the memory.</summary>
    public optim.Optimizer Inner { get; }

    /// <summary>The weight decay of what is wrapped around it.</summary>
    public double OuterDecay { get; }

    /// <summary>The memory by parameter, in the order of the optimizer's groups; empty where it shows none.</summary>
    public IReadOnlyList<OptimizerMemoryCell> Cells => _cells;
}
