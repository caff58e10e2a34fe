using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Probes;

/// <summary>Which learning rate an optimizer gives to which parameter.</summary>
sealed class LearningRates
{
    // By address, because an optimizer may hold another managed object for the same weights.
    readonly Dictionary<nint, ParamGroup> _groups = [];

    public LearningRates(optim.Optimizer optimizer)
    {
        foreach (var group in optimizer.ParamGroups.OfType<ParamGroup>())
        {
            foreach (var parameter in group.Parameters) _groups.TryAdd(LibTorch.Data(parameter.Handle), group);
        }
    }

    /// <summary>Tells the parameter's present rate: 0 where the optimizer does not own it; null where it shows no groups at all.</summary>
    public Func<double>? Of(Parameter parameter) =>
        _groups.Count == 0 ? null
        : _groups.TryGetValue(LibTorch.Data(parameter.Handle), out var group) ? () => group.LearningRate
        : static () => 0;

    /// <summary>Whether the optimizer owns the parameter; null where it shows no groups at all.</summary>
    public bool? Owns(Parameter parameter) => _groups.Count == 0 ? null : _groups.ContainsKey(LibTorch.Data(parameter.Handle));
}
