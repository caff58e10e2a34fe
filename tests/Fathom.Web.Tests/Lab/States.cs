using CsCheck;
using Fathom.Web.Lab;

namespace Fathom.Web.Tests.Lab;

/// <summary>States of the Lab by chance, with every control moved.</summary>
static class States
{
    public static Gen<LabState> Any { get; } =
        from words in Words
        from whole in Wholes
        from numbers in Numbers
        from layers in Gen.Select(Gen.Int[1, 60], Code(LabWords.Activations), (layer, code) => new LayerChoice(layer, code)).Array[0, 4]
        from factors in Gen.Double[0, 10].Array[0, 5]
        from standardize in Gen.Bool
        select new LabState
        {
            Data = words[0],
            Activation = words[1],
            Init = words[2],
            Norm = words[3],
            Skips = words[4],
            Cell = words[5],
            RecurrentStart = words[6],
            ForgetBias = words[7],
            Optimizer = words[8],
            Precision = words[9],
            Depth = whole[0],
            Width = whole[1],
            Around = whole[2],
            Stack = whole[3],
            Length = whole[4],
            Batch = whole[5],
            Steps = whole[6],
            Seed = whole[7],
            Gain = numbers[0],
            BiasStart = numbers[1],
            LearningRate = numbers[2],
            Clip = numbers[3] < 0.001 ? 0 : numbers[3],
            Dropout = numbers[4],
            WeightDecay = numbers[5],
            Layers = [.. layers],
            Factors = [.. factors],
            Standardize = standardize,
        };

    static Gen<string[]> Words =>
        from data in Code(LabWords.Data)
        from activation in Code(LabWords.Activations)
        from init in Code(LabWords.Inits)
        from norm in Code(LabWords.Norms)
        from skips in Code(LabWords.Skips)
        from cell in Code(LabWords.Cells)
        from recurrent in Code(LabWords.RecurrentStarts)
        from forget in Code(LabWords.ForgetBiases)
        from optimizer in Code(LabWords.Optimizers)
        from precision in Code(LabWords.Precisions)
        select new[] { data, activation, init, norm, skips, cell, recurrent, forget, optimizer, precision };

    static Gen<int[]> Wholes => Gen.Select(
        Gen.Int[1, 60], Gen.Int[1, 256], Gen.Int[1, 2], Gen.Int[1, 3], Gen.Int[10, 150], Gen.Int[2, 512], Gen.Int[10, 5000], Gen.Int[1, 999_999],
        (depth, width, around, stack, length, batch, steps, seed) => new[] { depth, width, around, stack, length, batch, steps, seed });

    static Gen<double[]> Numbers => Gen.Select(
        Gen.Double[0.01, 10], Gen.Double[-5, 5], Gen.Double[1e-6, 10], Gen.Double[0, 1000], Gen.Double[0, 0.9], Gen.Double[0, 1],
        (gain, bias, rate, clip, dropout, decay) => new[] { gain, bias, rate, clip, dropout, decay });

    static Gen<string> Code(IReadOnlyList<LabWord> table) => Gen.Int[0, table.Count - 1].Select(index => table[index].Code);
}
