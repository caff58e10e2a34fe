using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>What a network ends in, beside what its loss and its data want of it.</summary>
sealed class OutputFit
{
    readonly Recipe _recipe;
    readonly Activation[] _bends;
    readonly int? _units;
    readonly int? _classes;

    OutputFit(Recipe recipe)
    {
        _recipe = recipe;
        Layers = Unrolled(recipe.Network.Layers);
        Tail = [.. Layers.Reverse().TakeWhile(layer => layer is Activation).Reverse().Cast<Activation>()];
        _bends = [.. Tail.Where(layer => layer is not Identity)];
        var last = recipe.Network.Places().LastOrDefault();
        _units = last?.Output is [.., var units] ? units : null;
        _classes = ClassesOf(recipe.Data);
    }

    /// <summary>The network's layers, the last repetition written out: names stay as they are.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The activations that the network ends in; empty where it ends in weights.</summary>
    public IReadOnlyList<Activation> Tail { get; }

    public static OutputFit Of(Recipe recipe) => new(recipe);

    /// <summary>The repairs that fit, the best first; empty where the output fits the loss.</summary>
    /// <param name="suspected">Whether anything speaks against the output but that nobody knows its targets.</param>
    public IEnumerable<RepairOutput> Repairs(bool suspected = false) => _units is null || Tail.Count == Layers.Count || Layers[^1] is Block or Use ? [] : _recipe.Loss switch
    {
        CrossEntropy => Classes(_bends is [] or [LogSoftmax]),
        Nll => Classes(_bends is [LogSoftmax]),
        Bce => YesOrNo(_bends is [Sigmoid or HardSigmoid]),
        BceWithLogits => YesOrNo(_bends is []),
        _ => Numbers(suspected),
    };

    /// <summary>The layers without the activations at the end, and with so many outputs where that is said and can be had.</summary>
    public IEnumerable<Layer> Bare(int? units)
    {
        var layers = Layers.Take(Layers.Count - Tail.Count).ToArray();
        if (units is { } wanted && layers is [.., Linear linear]) layers[^1] = linear with { Units = wanted };
        return layers;
    }

    /// <summary>How many classes a data source is known to have; null for numbers, and where only the file can tell.</summary>
    static int? ClassesOf(DataSource data) => data switch
    {
        Digits or Mnist or FashionMnist or Cifar10 or SequentialMnist => 10,
        Circles or Parity => 2,
        Clouds clouds => clouds.Classes,
        Blobs blobs => blobs.Classes,
        Spirals spirals => spirals.Classes,
        TemporalOrder order => 1 << order.Symbols,
        CopyMemory => 9,
        _ => null,
    };

    /// <summary>One repetition is as good as its layers, and only then the last layer can be changed by itself.</summary>
    static IReadOnlyList<Layer> Unrolled(IReadOnlyList<Layer> layers)
    {
        while (layers is [.., Repeat repeat])
            layers = [.. layers.SkipLast(1), .. repeat.Times > 1 ? [repeat with { Times = repeat.Times - 1 }] : Array.Empty<Layer>(), .. repeat.Layers];
        return layers;
    }

    bool CanWiden => Layers.SkipLast(Tail.Count).LastOrDefault() is Linear;

    IEnumerable<RepairOutput> Classes(bool endFits)
    {
        if (_units == 1)
        {
            if (_classes is null or 2) yield return new() { Loss = new BceWithLogits() };
            if (CanWiden) yield return new() { Loss = new CrossEntropy(), Units = _classes ?? 2 };
        }
        else if (_classes is { } classes && _units != classes)
        {
            if (CanWiden) yield return new() { Loss = Logits(), Units = classes };
        }
        else if (!endFits)
        {
            yield return new() { Loss = Logits() };
            if (_recipe.Loss is Nll) yield return new() { Loss = new Nll(), Ending = new LogSoftmax() };
        }
    }

    Loss Logits() => _recipe.Loss is CrossEntropy ? _recipe.Loss : new CrossEntropy();

    IEnumerable<RepairOutput> YesOrNo(bool endFits)
    {
        if (_classes is { } classes && _units != classes && !(_units == 1 && classes == 2))
        {
            if (CanWiden) yield return new() { Loss = new CrossEntropy(), Units = classes };
        }
        else if (!endFits)
        {
            // Shares that add up to 1 are meant for one class of several.
            if (_units > 1 && Tail.Any(layer => layer is Softmax or LogSoftmax)) yield return new() { Loss = new CrossEntropy() };
            yield return new() { Loss = new BceWithLogits() };
            if (_units == 1) yield return new() { Loss = new Bce(), Ending = new Sigmoid() };
        }
    }

    IEnumerable<RepairOutput> Numbers(bool suspected)
    {
        if (_units > 1 && _classes is { } classes && _units != classes)
        {
            if (CanWiden) yield return new() { Loss = _recipe.Loss, Units = classes };
        }
        else if (!ReachesTargets(suspected))
        {
            yield return new() { Loss = _recipe.Loss };
        }
    }

    bool ReachesTargets(bool suspected)
    {
        if (_bends.Length == 0) return true;
        // Of one number, the softmax is 1 whatever the number.
        if (_units == 1 && _bends.Any(layer => layer is Softmax or LogSoftmax)) return false;
        var (low, high) = Range(_bends[^1]);
        return Targets() is var (least, most) ? low <= least && high >= most : !suspected;
    }

    /// <summary>The least and the greatest number that the loss compares answers with; null where only the file can tell.</summary>
    (double Least, double Most)? Targets() =>
        _units > 1 ? (0, 1)
        : _recipe.Data is AddingProblem ? (0, 2)
        : _classes is { } classes ? (0, classes - 1)
        : null;

    static (double Low, double High) Range(Activation layer) => layer switch
    {
        Sigmoid or HardSigmoid or Softmax => (0, 1),
        Tanh or HardTanh or Softsign => (-1, 1),
        Relu or Softplus or Exponential => (0, double.PositiveInfinity),
        LogSoftmax => (double.NegativeInfinity, 0),
        Elu elu => (-elu.Alpha, double.PositiveInfinity),
        Selu => (-1.758, double.PositiveInfinity),
        Gelu or Silu or Mish or HardSwish => (-0.17, double.PositiveInfinity),
        _ => (double.NegativeInfinity, double.PositiveInfinity),
    };
}
