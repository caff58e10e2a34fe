using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>The weights of one recurrent direction, in torch's order: the gates' blocks of rows on one another.</summary>
/// <param name="Input">From the input, [blocks·units, input].</param>
/// <param name="Recurrent">From state to state, [blocks·units, units].</param>
/// <param name="InputBias">Null where there are no biases.</param>
/// <param name="RecurrentBias">torch's second bias vector; null where there are no biases.</param>
sealed record CellWeights(Parameter Input, Parameter Recurrent, Parameter? InputBias, Parameter? RecurrentBias)
{
    /// <summary>Weights without values yet, for a cell with <paramref name="blocks"/> blocks of rows.</summary>
    public static CellWeights Of(CellShape shape, long blocks)
    {
        var rows = blocks * shape.Units;
        return new(
            new Parameter(zeros(rows, shape.Input)),
            new Parameter(zeros(rows, shape.Units)),
            shape.Bias ? new Parameter(zeros(rows)) : null,
            shape.Bias ? new Parameter(zeros(rows)) : null);
    }

    /// <summary>W x, without a bias.</summary>
    public Tensor FromInput(Tensor input) => nn.functional.linear(input, Input);

    /// <summary>U h, without a bias.</summary>
    public Tensor FromState(Tensor state) => nn.functional.linear(state, Recurrent);

    /// <summary>W x + b.</summary>
    public Tensor FromInputBiased(Tensor input) => nn.functional.linear(input, Input, InputBias);

    /// <summary>U h + c.</summary>
    public Tensor FromStateBiased(Tensor state) => nn.functional.linear(state, Recurrent, RecurrentBias);
}
