using Fathom.Recipes;

namespace Fathom.Web.Lab;

/// <summary>Finds where the controls stand that come nearest to a recipe; whoever wants to know how near writes the recipe of the answer.</summary>
/// <param name="before">Where they stand now.</param>
sealed class LabStateReader(LabState before)
{
    public LabState Read(Recipe recipe)
    {
        var layers = LabTakeover.Plain(recipe.Network.Layers).ToList();
        var state = Training(recipe.Training, Data(recipe.Data, before)) with { Seed = Held(LabRanges.Seed, recipe.Seed, before.Seed) };
        state = Start(recipe.Network, state);
        return layers.OfType<RecurrentLayer>().ToList() is [var first, ..] cells ? Recurrent(first, cells.Count, state) : Stack(layers, state);
    }

    static LabState Data(DataSource data, LabState state)
    {
        var length = data switch
        {
            AddingProblem adding => adding.Length,
            TemporalOrder order => order.Length,
            Parity parity => parity.Length,
            _ => state.Length,
        };
        state = state with { Standardize = data.Prepare is Standardise, Length = Held(LabRanges.Length, length, state.Length) };
        var bare = data with { Prepare = null };
        var code = LabWords.Data.FirstOrDefault(word => LabRecipe.DataOf(state with { Data = word.Code, Standardize = false }).Equals(bare))?.Code;
        return state with { Data = code ?? state.Data };
    }

    static LabState Training(TrainingPlan plan, LabState state) => state with
    {
        Optimizer = plan.Optimizer switch
        {
            Sgd { Momentum: > 0 } => "momentum",
            Sgd => "sgd",
            Adam => "adam",
            AdamW => "adamw",
            RmsProp => "rmsprop",
            Adagrad => "adagrad",
            _ => state.Optimizer,
        },
        LearningRate = Held(LabRanges.LearningRate, plan.Optimizer.LearningRate, state.LearningRate),
        WeightDecay = Held(LabRanges.WeightDecay, plan.Optimizer.WeightDecay, state.WeightDecay),
        Clip = double.IsPositiveInfinity(plan.ClipNorm) ? 0 : Held(LabRanges.Clip, plan.ClipNorm, state.Clip),
        Batch = Held(LabRanges.Batch, plan.Batch, state.Batch),
        Steps = Held(LabRanges.Steps, plan.Steps, state.Steps),
        Precision = (plan.Precision, plan.LossScale) switch
        {
            (Precision.Bfloat16, not NoLossScale) => "bfloat16-copies",
            (Precision.Float16, not NoLossScale) => "float16-scaled",
            (var precision, _) => precision.ToString().ToLowerInvariant(),
        },
    };

    static LabState Start(Network network, LabState state)
    {
        var (code, gain) = network.Init switch
        {
            XavierNormal xavier => ("xavier-normal", xavier.Gain),
            HeNormal he => ("he-normal", Undone(he.Gain, Math.Sqrt(2))),
            LecunNormal => ("lecun-normal", 1),
            Orthogonal orthogonal => ("orthogonal", orthogonal.Gain),
            Critical => ("critical", 1),
            Lsuv => ("lsuv", 1),
            Normal normal => ("normal", Undone(normal.Deviation, LabRecipe.NormalDeviation)),
            IdentityWeights identity => ("identity", identity.Gain),
            _ => ("torch-default", 1.0),
        };
        return state with
        {
            Init = code,
            Gain = Held(LabRanges.Gain, gain, state.Gain),
            // The critical point is that of the common activation.
            Activation = network.Init is Critical { Activation: { } activation } ? CodeOf(activation) ?? "none" : state.Activation,
            BiasStart = network.BiasInit is Constant constant ? Held(LabRanges.BiasStart, constant.Value, 0) : 0,
        };
    }

    static LabState Stack(IReadOnlyList<Layer> layers, LabState state)
    {
        var flat = layers.SelectMany(layer => layer is Block block ? (IEnumerable<Layer>)block.Layers : [layer]).ToList();
        var hidden = flat.OfType<Linear>().SkipLast(1).ToList();
        if (hidden.Count == 0) return state;
        var activations = ActivationsBehind(flat, hidden.Count);
        var usual = state.Init == "critical" ? state.Activation : activations.GroupBy(code => code, StringComparer.Ordinal).MaxBy(group => group.Count())!.Key;
        var blocks = layers.OfType<Block>().ToList();
        state = state with
        {
            Depth = Held(LabRanges.Depth, hidden.Count, state.Depth),
            Width = Held(LabRanges.Width, hidden[0].Units, state.Width),
            Activation = usual,
            Layers = [.. activations.Select((code, index) => new LayerChoice(index + 1, code)).Where(choice => choice.Activation != usual && LabRanges.Depth.Holds(choice.Layer))],
            Factors = [.. hidden.Skip(1).TakeWhile(layer => layer.Init is IdentityWeights).Select(layer => Held(LabRanges.Factor, ((IdentityWeights)layer.Init!).Gain, 1)).Take(LabRanges.Depth.Most - 1)],
            Norm = flat.OfType<Normalization>().FirstOrDefault() switch { BatchNorm => "batch-norm", LayerNorm => "layer-norm", RmsNorm => "rms-norm", _ => "none" },
            Dropout = flat.OfType<Dropout>().FirstOrDefault() is { } dropout ? Held(LabRanges.Dropout, dropout.Probability, 0) : 0,
            Skips = blocks.FirstOrDefault() switch
            {
                Residual { Scale: DepthScale } => "scaled",
                Residual { Scale: ReZeroScale } => "rezero",
                Residual => "residual",
                Highway => "highway",
                _ => "none",
            },
        };
        return blocks.Count == 0 ? state : state with { Around = Math.Clamp(blocks.Max(block => block.Layers.Count(layer => layer is Linear)), 1, 2) };
    }

    static List<string> ActivationsBehind(IReadOnlyList<Layer> flat, int count)
    {
        var codes = Enumerable.Repeat("none", count).ToList();
        var linear = -1;
        foreach (var layer in flat)
        {
            if (layer is Linear) linear++;
            else if (layer is Activation activation && linear >= 0 && linear < count) codes[linear] = CodeOf(activation) ?? codes[linear];
        }

        return codes;
    }

    static string? CodeOf(Activation activation) =>
        LabWords.Activations.FirstOrDefault(word => activation.Equals(LabRecipe.ActivationOf(word.Code)))?.Code;

    static LabState Recurrent(RecurrentLayer cell, int count, LabState state)
    {
        state = state with
        {
            Width = Held(LabRanges.Width, cell.Units, state.Width),
            Stack = Held(LabRanges.Stack, count, state.Stack),
            Cell = cell switch { Lstm => "lstm", Gru => "gru", Rnn { Activation: RecurrentActivation.Relu } => "rnn-relu", _ => "rnn" },
            Norm = cell.LayerNorm ? "layer-norm" : "none",
            Dropout = Held(LabRanges.Dropout, cell.Dropout, 0),
            RecurrentStart = cell.RecurrentInit switch { Orthogonal => "orthogonal", IdentityWeights => "identity", Normal => "large", _ => "same" },
        };
        var forget = (cell as GatedLayer)?.ForgetBias;
        return state with { ForgetBias = LabWords.ForgetBiases.FirstOrDefault(word => Equals(LabRecipe.ForgetBiasOf(state with { ForgetBias = word.Code }), forget))?.Code ?? "default" };
    }

    /// <summary>The gain that times <paramref name="factor"/> gives <paramref name="product"/> to the bit, where there is one: a rounded quotient may miss it.</summary>
    static double Undone(double product, double factor)
    {
        var quotient = product / factor;
        double[] candidates = [Math.Round(quotient, 6), quotient, Math.BitIncrement(quotient), Math.BitDecrement(quotient)];
        return Array.Find(candidates, candidate => candidate * factor == product) is > 0 and var exact ? exact : quotient;
    }

    static int Held(LabRange<int> range, long value, int otherwise) => value >= range.Least && value <= range.Most ? (int)value : otherwise;

    static double Held(LabRange<double> range, double value, double otherwise) => range.Holds(value) ? value : otherwise;
}
