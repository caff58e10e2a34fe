using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>old(x) + α · (new(x) - old(x)), with a learnt number α that starts at 0: at first exactly the old module, at α = 1 the new one.</summary>
/// <remarks>
/// Nothing holds α between 0 and 1: training decides how much of the new module it takes. At the first step only α learns of it; the new
/// module's own parameters learn as soon as α is not 0.
/// </remarks>
public sealed class Blend : nn.Module<Tensor, Tensor>
{
    readonly (nn.Module<Tensor, Tensor>? Before, nn.Module<Tensor, Tensor> After) _own;

    /// <summary>A blend.</summary>
    /// <param name="before">The old module; null for none, whose output is its input.</param>
    /// <param name="after">The new one, whose outputs have the same shape.</param>
    /// <param name="type">The type of α; the first parameter's unless given, or float32.</param>
    public Blend(nn.Module<Tensor, Tensor>? before, nn.Module<Tensor, Tensor> after, ScalarType? type = null)
        : base(nameof(Blend))
    {
        ArgumentNullException.ThrowIfNull(after);
        InPlaceModules.TurnOff(before);
        InPlaceModules.TurnOff(after);
        _own = (before, after);
        var first = after.parameters().Concat(before?.parameters() ?? []).FirstOrDefault();
        register_parameter("share", new Parameter(zeros([], type ?? first?.dtype ?? ScalarType.Float32, first?.device ?? CPU).DetachFromDisposeScope()));
        if (before is not null) register_module("before", before);
        register_module("after", after);
    }

    /// <summary>α, how much of the new module there is.</summary>
    public Parameter Share => get_parameter("share")!;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        var old = _own.Before is null ? input : _own.Before.call(input);
        return lerp(old, _own.After.call(input), Share);
    }
}
