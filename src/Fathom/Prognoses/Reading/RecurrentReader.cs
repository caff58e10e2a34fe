using Fathom.Ledger;
using Fathom.Recipes;

namespace Fathom.Prognoses;

/// <summary>Translates recurrent layers: a plain one step by step, the way a measured ledger runs through time.</summary>
sealed class RecurrentReader(Network network)
{
    const double GateVariance = 1 / 3.0;

    public IReadOnlyList<Stage> StagesOf(LayerPlace place, RecurrentLayer layer, string before)
    {
        var link = layer.HasCells ? $"{place.Name}.cell" : $"{place.Name}.whole";
        if (layer is not Rnn { Layers: 1, Bidirectional: false, LayerNorm: false, Dropout: 0, Truncate: null } rnn)
            return [Unknown(link, layer is GatedLayer
                ? $"theory knows its gates only from below, so that it counts as 1 here: {Memory((GatedLayer)layer, place.Input[0])}"
                : "theory follows plain recurrent layers of one direction only; it counts as 1 here")];

        var reader = new WeightReader(network);
        var (inputs, units, init) = (place.Input[1], rnn.Units, network.InitOf(rnn));
        var recurrentInit = rnn.RecurrentInit ?? init;
        // torch draws all weights of a recurrent layer within ±1/√units, also those from the input.
        if (reader.Law(init, init is TorchDefault ? units : inputs, units, 1, isBias: false) is not { } input
            || reader.Law(recurrentInit, units, units, 1, isBias: false) is not { } recurrent) return [Unknown(link, null)];

        var function = rnn.Activation == RecurrentActivation.Relu ? ActivationFunctions.Relu : ActivationFunctions.Tanh;
        var step = new StepStage(link, function, inputs * input.Variance, units * recurrent.Variance, Biases(rnn, reader, inputs))
        {
            Steps = place.Input[0],
            Hears = rnn.Output == RecurrentOutput.Sequence,
            Width = units,
            Count = units,
            IsOrthogonal = recurrent.IsOrthogonal,
            Doubt = recurrent.Doubt ?? input.Doubt,
        };
        if (!rnn.HasCells) return [new TimeStage(link, step) { Count = units }];
        return
        [
            new TimeGatherStage($"after {before}", step) { Count = NetworkReader.Count(place.Input) },
            .. Enumerable.Range(0, place.Input[0]).Select(time => step with { Name = $"{link}[{time}]", Time = time }),
        ];
    }

    /// <summary>
    /// What the gates leave, driven with a variance of a third, as torch's default weights are by inputs of mean square one (docs/theory.md).
    /// </summary>
    static string Memory(GatedLayer layer, int steps)
    {
        if (layer.ForgetBias is ChronoForgetBias chrono)
            return FormattableString.Invariant($"its gates, open for up to {chrono.Steps} steps, alone leave {CellPath.ChronoShare(chrono.Steps, steps):0.0e+0} of the norm after {steps} steps");
        var path = new CellPath(layer.ForgetBias is FixedForgetBias bias ? bias.Value : 0, GateVariance);
        return FormattableString.Invariant(
            $"its gates alone leave at least 10^{path.LeastDecadesAfter(steps):0.0} of the norm after {steps} steps, and a hundredth after {path.MemoryHorizon():0.0} steps");
    }

    static UnknownStage Unknown(string name, string? doubt) => new(name, LinkKind.Recurrent) { Doubt = doubt };

    // Two bias vectors, of which the second is zero unless torch's own initialisation draws it.
    double Biases(Rnn layer, WeightReader reader, double inputs)
    {
        if (!layer.Bias) return 0;
        var init = network.BiasInitOf(layer);
        if (init is TorchDefault) return 2 / (3.0 * layer.Units);
        return reader.Law(init, inputs, layer.Units, 1, isBias: true) is { } law ? law.Variance + law.Mean * law.Mean : 0;
    }
}
