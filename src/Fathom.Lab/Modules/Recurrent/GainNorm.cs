using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>A layer-norm inside a cell: its gain, and a shift where no bias follows it anyway.</summary>
sealed class GainNorm
{
    readonly OwnParameter _gain;
    readonly OwnParameter? _shift;
    readonly long[] _shape;

    GainNorm(OwnParameter gain, OwnParameter? shift, long units) => (_gain, _shift, _shape) = (gain, shift, [units]);

    /// <summary>A norm over <paramref name="units"/> numbers whose parameters belong to <paramref name="cell"/>.</summary>
    public static GainNorm Register(nn.Module cell, string name, long units, bool shifts = false)
    {
        var gain = OwnParameter.Register(cell, $"{name}_gain", ones(units));
        var shift = shifts ? OwnParameter.Register(cell, $"{name}_shift", zeros(units)) : null;
        return new GainNorm(gain, shift, units);
    }

    public Tensor Of(Tensor sums) => nn.functional.layer_norm(sums, _shape, _gain.Now, _shift?.Now);
}
