using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>Everything plus one learnt number that starts at 0 (Fixup, Zhang 2019).</summary>
sealed class ShiftModule : nn.Module<Tensor, Tensor>
{
    readonly Parameter _shift;

    public ShiftModule()
        : base(nameof(ShiftModule))
    {
        _shift = new Parameter(zeros([]).DetachFromDisposeScope());
        register_parameter("shift", _shift);
    }

    public override Tensor forward(Tensor input) => input + _shift;
}
