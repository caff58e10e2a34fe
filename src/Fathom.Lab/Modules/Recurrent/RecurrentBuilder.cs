using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>Makes recurrent layers.</summary>
static class RecurrentBuilder
{
    public static nn.Module<Tensor, Tensor> Make(RecurrentLayer layer, LayerPlace place, Network network, WeightFiller filler)
    {
        var fill = new RecurrentFiller(layer, network, filler, new Chance(filler.Seed, $"forget-bias {place.Name}"));
        if (layer.HasCells)
        {
            var sequence = new CellSequence(layer, place.Input[1], shape => MakeCell(layer, shape));
            foreach (var cell in sequence.Cells) fill.Fill(cell.Weights.Now);
            return sequence;
        }

        var (native, run) = MakeNative(layer, place.Input[1]);
        foreach (var weights in WeightsOf(native, layer)) fill.Fill(weights);
        return new WholeSequence(layer, native, run);
    }

    static ICell MakeCell(RecurrentLayer layer, CellShape shape) => layer switch
    {
        Rnn rnn => new RnnCell(shape, rnn.Activation),
        Lstm => new LstmCell(shape),
        Gru => new GruCell(shape),
        var other => throw new NotSupportedException($"No cell is known for the layer {other.Kind}."),
    };

    static (nn.Module Native, Func<Tensor, Tensor> Run) MakeNative(RecurrentLayer layer, long input)
    {
        switch (layer)
        {
            case Rnn rnn:
                var kind = rnn.Activation == RecurrentActivation.Relu ? nn.NonLinearities.ReLU : nn.NonLinearities.Tanh;
                var plain = nn.RNN(input, layer.Units, layer.Layers, kind, layer.Bias, batchFirst: true, bidirectional: layer.Bidirectional);
                return (plain, steps => plain.call(steps, null).Item1);
            case Lstm:
                var lstm = nn.LSTM(input, layer.Units, layer.Layers, layer.Bias, batchFirst: true, bidirectional: layer.Bidirectional);
                return (lstm, steps => lstm.call(steps, null).Item1);
            case Gru:
                var gru = nn.GRU(input, layer.Units, layer.Layers, layer.Bias, batchFirst: true, bidirectional: layer.Bidirectional);
                return (gru, steps => gru.call(steps, null).Item1);
            default:
                throw new NotSupportedException($"No module is known for the layer {layer.Kind}.");
        }
    }

    /// <summary>The weights of each direction of each layer, forwards before backwards.</summary>
    static IEnumerable<DirectionWeights> WeightsOf(nn.Module native, RecurrentLayer layer)
    {
        var parameters = native.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter, StringComparer.Ordinal);
        for (var depth = 0; depth < layer.Layers; depth++)
        {
            foreach (var direction in layer.Bidirectional ? (string[])["", "_reverse"] : [""])
            {
                var end = $"l{depth}{direction}";
                yield return new DirectionWeights(
                    parameters[$"weight_ih_{end}"], parameters[$"weight_hh_{end}"],
                    parameters.GetValueOrDefault($"bias_ih_{end}"), parameters.GetValueOrDefault($"bias_hh_{end}"));
            }
        }
    }
}
