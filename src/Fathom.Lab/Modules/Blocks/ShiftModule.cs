using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Everything plus one learnt number that starts at 0 (Fixup, Zhang 2019).</summary>
sealed class ShiftModule : nn.Module<Tensor, Tensor>
{
    public ShiftModule()
        : base(nameof(ShiftModule)) =>
        register_parameter("shift", new Parameter(tensor(0f).DetachFromDisposeScope()));

    public override Tensor forward(Tensor input) => input + get_parameter("shift")!;
}
