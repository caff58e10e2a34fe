using Fathom.Recipes;

namespace Fathom.Web.Lab;

/// <summary>Writes the recipe that the Lab's controls mean.</summary>
public static class LabRecipe
{
    /// <summary>The deviation of weights that start normal, at a gain of 1.</summary>
    public const double NormalDeviation = 0.1;

    internal const double LeakySlope = 0.2;
    internal const double Momentum = 0.9;
    internal const double LargeDeviation = 2;

    /// <summary>The recipe of <paramref name="state"/>; the same state gives an equal recipe.</summary>
    public static Recipe Of(LabState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Recipe
        {
            Name = $"lab-{state.Data}",
            Seed = state.Seed,
            Data = DataOf(state),
            Network = new Network
            {
                Input = InputOf(state),
                Init = InitOf(state),
                BiasInit = state.BiasStart == 0 ? null : new Constant { Value = state.BiasStart },
                Layers = [.. state.IsSequence ? Recurrent(state) : Stack(state), new Linear { Units = OutputsOf(state.Data) }],
            },
            Loss = state.Data == "adding" ? new Mse() : new CrossEntropy(),
            Training = new TrainingPlan
            {
                Optimizer = OptimizerOf(state),
                Batch = state.Batch,
                Steps = state.Steps,
                ClipNorm = state.Clip == 0 ? double.PositiveInfinity : state.Clip,
                Precision = PrecisionOf(state.Precision),
                LossScale = LossScaleOf(state.Precision),
            },
        };
    }

    /// <summary>The data that a code of <see cref="LabWords.Data"/> means.</summary>
    public static DataSource DataOf(LabState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        DataSource data = state.Data switch
        {
            "circles" => new Circles { Samples = 1000 },
            "spirals" => new Spirals { Samples = 1500 },
            "blobs" => new Blobs { Samples = 1500 },
            "clouds" => new Clouds { Samples = 2000 },
            "units" => new Clouds { Samples = 2000, Spread = 1000 },
            "digits" => new Digits { Samples = 3000 },
            "adding" => new AddingProblem { Samples = 2000, Length = state.Length },
            "order" => new TemporalOrder { Samples = 2000, Length = state.Length },
            _ => new Parity { Samples = 2000, Length = state.Length },
        };
        return state.Standardize ? data with { Prepare = new Standardise() } : data;
    }

    /// <summary>The activation that a code of <see cref="LabWords.Activations"/> means; "none" stands for nothing at all.</summary>
    internal static Activation? ActivationOf(string code) => code switch
    {
        "sigmoid" => new Sigmoid(),
        "tanh" => new Tanh(),
        "relu" => new Relu(),
        "leaky-relu" => new LeakyRelu { Slope = LeakySlope },
        "elu" => new Elu(),
        "selu" => new Selu(),
        "gelu" => new Gelu(),
        "silu" => new Silu(),
        "softsign" => new Softsign(),
        _ => null,
    };

    internal static Normalization? NormOf(string code) => code switch
    {
        "batch-norm" => new BatchNorm(),
        "layer-norm" => new LayerNorm(),
        "rms-norm" => new RmsNorm(),
        _ => null,
    };

    internal static ForgetBias? ForgetBiasOf(LabState state) => state.ForgetBias switch
    {
        "1" => new FixedForgetBias { Value = 1 },
        "2" => new FixedForgetBias { Value = 2 },
        "4" => new FixedForgetBias { Value = 4 },
        "chrono" => new ChronoForgetBias { Steps = state.Length },
        _ => null,
    };

    static ValueList<int> InputOf(LabState state) => state.Data switch
    {
        "clouds" or "units" => [10],
        "digits" => [784],
        "adding" => [state.Length, 2],
        "order" => [state.Length, 8],
        "parity" => [state.Length, 1],
        _ => [2],
    };

    internal static int OutputsOf(string data) => data switch
    {
        "circles" or "parity" => 2,
        "digits" => 10,
        "order" => 4,
        "adding" => 1,
        _ => 3,
    };

    static Initialization InitOf(LabState state) => state.Init switch
    {
        "xavier-normal" => new XavierNormal { Gain = state.Gain },
        "he-normal" => new HeNormal { Gain = state.Gain * Math.Sqrt(2) },
        "lecun-normal" => new LecunNormal(),
        "orthogonal" => new Orthogonal { Gain = state.Gain },
        // Of several activations the common one is meant; linear layers count as it where it is none.
        "critical" => new Critical { Activation = ActivationOf(state.Activation) ?? new Identity() },
        "lsuv" => new Lsuv(),
        "normal" => new Normal { Deviation = NormalDeviation * state.Gain },
        "identity" => new IdentityWeights { Gain = state.Gain },
        _ => new TorchDefault(),
    };

    static IEnumerable<Layer> Stack(LabState state)
    {
        var rows = Rows(state).ToList();
        for (var index = 0; index < rows.Count;)
        {
            var times = rows.Skip(index).TakeWhile(row => row.Equals(rows[index])).Count();
            if (times > 1) yield return new Repeat { Times = times, Layers = rows[index] };
            else foreach (var layer in rows[index]) yield return layer;
            index += times;
        }
    }

    /// <summary>The layers of weights, each with what stands behind it, or the blocks of them.</summary>
    static IEnumerable<ValueList<Layer>> Rows(LabState state)
    {
        yield return [Weights(state, 1), .. Behind(state, 1)];
        var around = state.Skips == "none" ? 1 : state.Around;
        for (var first = 2; first <= state.Depth; first += around)
        {
            ValueList<Layer> layers = [.. Enumerable.Range(first, Math.Min(around, state.Depth - first + 1)).SelectMany(number => Behind(state, number).Prepend(Weights(state, number)))];
            yield return BlockOf(state.Skips, layers) is { } block ? [block] : layers;
        }
    }

    static Block? BlockOf(string skips, ValueList<Layer> layers) => skips switch
    {
        "residual" => new Residual { Layers = layers },
        "scaled" => new Residual { Layers = layers, Scale = new DepthScale() },
        "rezero" => new Residual { Layers = layers, Scale = new ReZeroScale() },
        "highway" => new Highway { Layers = layers },
        _ => null,
    };

    static Linear Weights(LabState state, int number)
    {
        // The factors of a chain lie between layers, so that the first of them belongs to the second layer.
        var own = state.Init == "identity" && number >= 2 && number - 2 < state.Factors.Count ? new IdentityWeights { Gain = state.Factors[number - 2] } : null;
        return new Linear { Units = state.Width, Init = own };
    }

    static IEnumerable<Layer> Behind(LabState state, int number)
    {
        var activation = ActivationOf(state.ActivationOf(number));
        if (NormOf(state.Norm) is { } norm) yield return norm;
        if (activation is not null) yield return activation;
        if (state.Dropout > 0) yield return new Dropout { Probability = state.Dropout };
    }

    static IEnumerable<Layer> Recurrent(LabState state)
    {
        for (var layer = 1; layer <= state.Stack; layer++)
            yield return Cell(state, layer == state.Stack ? RecurrentOutput.Last : RecurrentOutput.Sequence);
    }

    static RecurrentLayer Cell(LabState state, RecurrentOutput output)
    {
        RecurrentLayer cell = state.Cell switch
        {
            "gru" => new Gru { Units = state.Width, ForgetBias = ForgetBiasOf(state) },
            "lstm" => new Lstm { Units = state.Width, ForgetBias = ForgetBiasOf(state) },
            "rnn-relu" => new Rnn { Units = state.Width, Activation = RecurrentActivation.Relu },
            _ => new Rnn { Units = state.Width },
        };
        return cell with
        {
            Form = RecurrentForm.Cells,
            // LSUV scales what weights alone decide, which those of a cell do not.
            Init = state.Init == "lsuv" ? new TorchDefault() : null,
            Output = output,
            RecurrentInit = state.RecurrentStart switch
            {
                "orthogonal" => new Orthogonal(),
                "identity" => new IdentityWeights(),
                "large" => new Normal { Deviation = LargeDeviation / Math.Sqrt(state.Width) },
                _ => null,
            },
            LayerNorm = state.Norm == "layer-norm",
            Dropout = state.Dropout,
        };
    }

    static Optimizer OptimizerOf(LabState state)
    {
        Optimizer optimizer = state.Optimizer switch
        {
            "momentum" => new Sgd { Momentum = Momentum },
            "adam" => new Adam(),
            "adamw" => new AdamW(),
            "rmsprop" => new RmsProp(),
            "adagrad" => new Adagrad(),
            _ => new Sgd(),
        };
        return optimizer with { LearningRate = state.LearningRate, WeightDecay = state.WeightDecay };
    }

    static Precision PrecisionOf(string code) => code switch
    {
        "float64" => Fathom.Recipes.Precision.Float64,
        "bfloat16" or "bfloat16-copies" => Fathom.Recipes.Precision.Bfloat16,
        "float16" or "float16-scaled" => Fathom.Recipes.Precision.Float16,
        _ => Fathom.Recipes.Precision.Float32,
    };

    static LossScale LossScaleOf(string code) => code switch
    {
        "bfloat16-copies" => new FixedLossScale { By = 1 },
        "float16-scaled" => new DynamicLossScale(),
        _ => new NoLossScale(),
    };
}
