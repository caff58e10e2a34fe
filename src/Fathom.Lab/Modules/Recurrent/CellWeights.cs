using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>The weights of a cell.</summary>
sealed class CellWeights
{
    readonly OwnParameter _input;
    readonly OwnParameter _recurrent;
    readonly OwnParameter? _inputBias;
    readonly OwnParameter? _recurrentBias;

    CellWeights(OwnParameter input, OwnParameter recurrent, OwnParameter? inputBias, OwnParameter? recurrentBias) =>
        (_input, _recurrent, _inputBias, _recurrentBias) = (input, recurrent, inputBias, recurrentBias);

    /// <summary>They as they are now.</summary>
    public DirectionWeights Now => new(_input.Now, _recurrent.Now, _inputBias?.Now, _recurrentBias?.Now);

    /// <summary>Gives <paramref name="cell"/> weights of <paramref name="blocks"/> blocks of rows, under the names of torch's own cells.</summary>
    public static CellWeights Register(nn.Module cell, CellShape shape, long blocks)
    {
        var rows = blocks * shape.Units;
        return new(
            OwnParameter.Register(cell, "weight_ih", zeros(rows, shape.Input)),
            OwnParameter.Register(cell, "weight_hh", zeros(rows, shape.Units)),
            shape.Bias ? OwnParameter.Register(cell, "bias_ih", zeros(rows)) : null,
            shape.Bias ? OwnParameter.Register(cell, "bias_hh", zeros(rows)) : null);
    }
}
