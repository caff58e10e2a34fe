using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>What all cells do with their weights.</summary>
static class CellParameters
{
    /// <summary>Gives the weights to their cell, under the names of torch's own cells.</summary>
    public static void Register(nn.Module cell, CellWeights weights)
    {
        cell.register_parameter("weight_ih", weights.Input);
        cell.register_parameter("weight_hh", weights.Recurrent);
        if (weights.InputBias is { } input) cell.register_parameter("bias_ih", input);
        if (weights.RecurrentBias is { } recurrent) cell.register_parameter("bias_hh", recurrent);
    }

    public static Tensor AddBiases(Tensor sums, CellWeights weights) =>
        weights is { InputBias: { } input, RecurrentBias: { } recurrent } ? sums + input + recurrent : sums;
}
