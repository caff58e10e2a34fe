using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>The weights of one recurrent direction, in torch's order: the gates' blocks of rows on one another.</summary>
/// <param name="Input">From the input, [blocks·units, input].</param>
/// <param name="Recurrent">From state to state, [blocks·units, units].</param>
/// <param name="InputBias">Null where there are no biases.</param>
/// <param name="RecurrentBias">torch's second bias vector; null where there are no biases.</param>
readonly record struct DirectionWeights(Tensor Input, Tensor Recurrent, Tensor? InputBias, Tensor? RecurrentBias)
{
    /// <summary>W x + b and U h + c in one sum.</summary>
    public Tensor Sum(Tensor input, Tensor state) =>
        nn.functional.linear(input, Input, InputBias) + nn.functional.linear(state, Recurrent, RecurrentBias);

    /// <summary>W x, without a bias.</summary>
    public Tensor FromInput(Tensor input) => nn.functional.linear(input, Input);

    /// <summary>U h, without a bias.</summary>
    public Tensor FromState(Tensor state) => nn.functional.linear(state, Recurrent);

    /// <summary><paramref name="sums"/> with both biases, where there are any.</summary>
    public Tensor AddBiases(Tensor sums) => InputBias is { } input && RecurrentBias is { } recurrent ? sums + input + recurrent : sums;
}
