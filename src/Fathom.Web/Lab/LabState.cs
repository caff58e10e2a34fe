using Fathom.Recipes;

namespace Fathom.Web.Lab;

/// <summary>Where all controls of the Lab stand; a URL carries all of it (<see cref="LabUrl"/>), and a recipe follows from it (<see cref="LabRecipe"/>).</summary>
public sealed record LabState
{
    /// <summary>Where the Lab opens: a network whose gradient is level and which learns, so that whoever looks for an illness has to make one.</summary>
    public static LabState Opening { get; } = new() { Init = "he-normal" };

    /// <summary>What is learnt from: a code of <see cref="LabWords.Data"/>; default circles.</summary>
    public string Data { get; init => field = LabWords.Known(LabWords.Data, value, nameof(Data)); } = "circles";

    /// <summary>Whether each number that enters is brought to mean 0 and variance 1 first; default no.</summary>
    public bool Standardize { get; init; }

    /// <summary>How many hidden layers a network without time has, 1 to 60; default 6.</summary>
    public int Depth { get; init => field = LabRanges.Depth.Check(value); } = 6;

    /// <summary>How many units each layer or state has, 1 to 256; default 32.</summary>
    public int Width { get; init => field = LabRanges.Width.Check(value); } = 32;

    /// <summary>What stands behind each layer: a code of <see cref="LabWords.Activations"/>; default relu.</summary>
    public string Activation { get; init => field = LabWords.Known(LabWords.Activations, value, nameof(Activation)); } = "relu";

    /// <summary>Layers with an activation of their own, in rising order; those beyond the depth wait until it grows. Default: none.</summary>
    public ValueList<LayerChoice> Layers { get; init => field = Ordered(value); } = [];

    /// <summary>How weights start: a code of <see cref="LabWords.Inits"/>; default torch-default.</summary>
    public string Init { get; init => field = LabWords.Known(LabWords.Inits, value, nameof(Init)); } = "torch-default";

    /// <summary>What the weights' start is multiplied by where it can be (see <see cref="HasGain"/>), 0.01 to 10; default 1.</summary>
    public double Gain { get; init => field = LabRanges.Gain.Check(value); } = 1;

    /// <summary>
    /// What the layers from the second on multiply by where weights start as the identity, each 0 to 10; the <see cref="Gain"/> stands for those not
    /// named. Default: none.
    /// </summary>
    public ValueList<double> Factors { get; init => field = Checked(value); } = [];

    /// <summary>Where the biases start, -5 to 5; 0 (default): as the weights' start says.</summary>
    public double BiasStart { get; init => field = LabRanges.BiasStart.Check(value); }

    /// <summary>What normalises before each activation: a code of <see cref="LabWords.Norms"/>; default none. Through time only layer-norm counts.</summary>
    public string Norm { get; init => field = LabWords.Known(LabWords.Norms, value, nameof(Norm)); } = "none";

    /// <summary>What leads around layers: a code of <see cref="LabWords.Skips"/>; default none.</summary>
    public string Skips { get; init => field = LabWords.Known(LabWords.Skips, value, nameof(Skips)); } = "none";

    /// <summary>Around how many layers each skip leads, 1 or 2; default 1.</summary>
    public int Around { get; init => field = LabRanges.Around.Check(value); } = 1;

    /// <summary>The recurrent cell for sequences: a code of <see cref="LabWords.Cells"/>; default rnn.</summary>
    public string Cell { get; init => field = LabWords.Known(LabWords.Cells, value, nameof(Cell)); } = "rnn";

    /// <summary>How many recurrent layers stand on one another, 1 to 3; default 1.</summary>
    public int Stack { get; init => field = LabRanges.Stack.Check(value); } = 1;

    /// <summary>How weights from state to state start: a code of <see cref="LabWords.RecurrentStarts"/>; default same.</summary>
    public string RecurrentStart { get; init => field = LabWords.Known(LabWords.RecurrentStarts, value, nameof(RecurrentStart)); } = "same";

    /// <summary>How the forget gate's bias starts: a code of <see cref="LabWords.ForgetBiases"/>; default default. It counts with GRU and LSTM.</summary>
    public string ForgetBias { get; init => field = LabWords.Known(LabWords.ForgetBiases, value, nameof(ForgetBias)); } = "default";

    /// <summary>How many time steps a sequence has, 10 to 150; default 30.</summary>
    public int Length { get; init => field = LabRanges.Length.Check(value); } = 30;

    /// <summary>A code of <see cref="LabWords.Optimizers"/>; default sgd.</summary>
    public string Optimizer { get; init => field = LabWords.Known(LabWords.Optimizers, value, nameof(Optimizer)); } = "sgd";

    /// <summary>The learning rate, 1e-6 to 10; default 0.1.</summary>
    public double LearningRate { get; init => field = LabRanges.LearningRate.Check(value); } = 0.1;

    /// <summary>The norm to which a step's whole gradient is clipped, 0.001 to 1,000; 0 (default): it is not.</summary>
    public double Clip { get; init => field = value == 0 ? 0 : LabRanges.Clip.Check(value); }

    /// <summary>The share of units dropped behind each activation while training, 0 (default) to 0.9.</summary>
    public double Dropout { get; init => field = LabRanges.Dropout.Check(value); }

    /// <summary>The weight decay, 0 (default) to 1.</summary>
    public double WeightDecay { get; init => field = LabRanges.WeightDecay.Check(value); }

    /// <summary>How numbers are stored: a code of <see cref="LabWords.Precisions"/>; default float32.</summary>
    public string Precision { get; init => field = LabWords.Known(LabWords.Precisions, value, nameof(Precision)); } = "float32";

    /// <summary>How many samples a step takes, 2 to 512; default 64.</summary>
    public int Batch { get; init => field = LabRanges.Batch.Check(value); } = 64;

    /// <summary>How many steps the training takes, 10 to 5,000; default 500.</summary>
    public int Steps { get; init => field = LabRanges.Steps.Check(value); } = 500;

    /// <summary>Where the random numbers start, 1 to 999,999; default 1.</summary>
    public int Seed { get; init => field = LabRanges.Seed.Check(value); } = 1;

    /// <summary>Whether the data is a sequence, so that the network is recurrent.</summary>
    public bool IsSequence => Data is "adding" or "order" or "parity";

    /// <summary>Whether samples are points of the plane, so that a decision boundary can be drawn.</summary>
    public bool IsPlanar => Data is "circles" or "spirals" or "blobs";

    /// <summary>Whether the weights' start takes a gain.</summary>
    public bool HasGain => Init is "xavier-normal" or "he-normal" or "orthogonal" or "normal" or "identity";

    /// <summary>The activation behind hidden layer <paramref name="layer"/>, from 1.</summary>
    public string ActivationOf(int layer) => Layers.FirstOrDefault(choice => choice.Layer == layer)?.Activation ?? Activation;

    /// <summary>The same state with the activation behind one layer changed; the common one takes the exception back.</summary>
    public LabState WithActivation(int layer, string activation) => this with
    {
        Layers = [.. Layers.Where(choice => choice.Layer != layer), .. activation == Activation ? (LayerChoice[])[] : [new(layer, activation)]],
    };

    static ValueList<LayerChoice> Ordered(ValueList<LayerChoice> choices)
    {
        foreach (var choice in choices)
        {
            LabRanges.Depth.Check(choice.Layer, nameof(Layers));
            LabWords.Known(LabWords.Activations, choice.Activation, nameof(Layers));
        }

        return [.. choices.GroupBy(choice => choice.Layer).OrderBy(group => group.Key).Select(group => group.Last())];
    }

    static ValueList<double> Checked(ValueList<double> factors)
    {
        foreach (var factor in factors) LabRanges.Factor.Check(factor, nameof(Factors));
        return factors.Count < LabRanges.Depth.Most ? factors : throw new ArgumentOutOfRangeException(nameof(factors), factors.Count, $"Factors must be fewer than {LabRanges.Depth.Most}, but were {factors.Count}.");
    }
}
