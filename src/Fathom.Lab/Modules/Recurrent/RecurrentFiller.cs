using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules.Recurrent;

/// <summary>Gives recurrent weights their first values, gate by gate.</summary>
sealed class RecurrentFiller(RecurrentLayer layer, Network network, WeightFiller filler, Chance chance)
{
    /// <summary>Fills the weights of one direction.</summary>
    public void Fill(DirectionWeights weights)
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        var (input, units) = (weights.Input.shape[1], (long)layer.Units);
        var (init, recurrent) = (network.InitOf(layer), layer.RecurrentInit ?? network.InitOf(layer));
        for (var block = 0; block < layer.Blocks; block++)
        {
            filler.Fill(weights.Input.narrow(0, block * units, units), init, FansOf(init, new Fans(input, units)));
            filler.Fill(weights.Recurrent.narrow(0, block * units, units), recurrent, new Fans(units, units));
        }

        if (weights.InputBias is not { } bias || weights.RecurrentBias is not { } second) return;
        var biasInit = network.BiasInitOf(layer);
        filler.Fill(bias, biasInit, FansOf(biasInit, new Fans(input, units)));
        // The two are added: said of one bias, a number must not count twice.
        if (biasInit is TorchDefault) filler.Fill(second, biasInit, new Fans(units, units));
        else second.zero_();
        Remember(bias, second, units);
    }

    // torch draws all weights of a recurrent layer within ±1/√units, also those from the input.
    Fans FansOf(Initialization init, Fans fans) => init is TorchDefault ? new Fans(layer.Units, layer.Units) : fans;

    void Remember(Tensor bias, Tensor second, long units)
    {
        if (layer is not GatedLayer { ForgetBias: { } wanted }) return;
        var keeps = layer is Lstm ? LstmCell.ForgetGate : GruCell.UpdateGate;
        var values = Values(wanted, units);
        Set(bias, second, keeps, values);
        if (wanted is ChronoForgetBias && layer is Lstm) Set(bias, second, LstmCell.InputGate, Array.ConvertAll(values, value => -value));
    }

    float[] Values(ForgetBias wanted, long units)
    {
        var values = new float[units];
        for (var unit = 0; unit < units; unit++)
        {
            values[unit] = (float)(wanted switch
            {
                FixedForgetBias constant => constant.Value,
                ChronoForgetBias chrono => Math.Log(chance.Uniform(1, chrono.Steps - 1)),
                var other => throw new NotSupportedException($"No values are known for {other.GetType().Name}."),
            });
        }

        return values;
    }

    void Set(Tensor bias, Tensor second, int gate, float[] values)
    {
        bias.narrow(0, gate * (long)layer.Units, layer.Units).copy_(tensor(values));
        second.narrow(0, gate * (long)layer.Units, layer.Units).zero_();
    }
}
