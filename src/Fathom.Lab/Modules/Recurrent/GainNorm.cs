using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>A layer-norm inside a cell: its gain, and a shift where no bias follows it anyway.</summary>
sealed class GainNorm
{
    readonly Parameter _gain;
    readonly Parameter? _shift;
    readonly long[] _shape;

    GainNorm(Parameter gain, Parameter? shift, long units) => (_gain, _shift, _shape) = (gain, shift, [units]);

    /// <summary>A norm over <paramref name="units"/> numbers whose parameters belong to <paramref name="cell"/>.</summary>
    public static GainNorm Register(nn.Module cell, string name, long units, bool shifts = false)
    {
        var gain = new Parameter(ones(units));
        cell.register_parameter($"{name}_gain", gain);
        var shift = shifts ? new Parameter(zeros(units)) : null;
        if (shift is not null) cell.register_parameter($"{name}_shift", shift);
        return new GainNorm(gain, shift, units);
    }

    public Tensor Of(Tensor sums) => nn.functional.layer_norm(sums, _shape, _gain, _shift);
}
