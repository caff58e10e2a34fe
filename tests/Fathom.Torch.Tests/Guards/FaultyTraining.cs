using Fathom.Torch.Guards;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Fathom.Torch.Tests.Guards;

/// <summary>Small trainings of every family whose loss settles, and the faults that are injected into them.</summary>
sealed class FaultyTraining : IDisposable
{
    public const int Steps = 200;

    readonly string _family;
    readonly Module<Tensor, Tensor> _model;
    readonly optim.Optimizer _optimizer;
    readonly Generator _data;
    readonly Tensor _directions;
    readonly Random _chance;

    public FaultyTraining(string family, string optimizer, int seed, IReadOnlyList<IGuard> guards)
    {
        manual_seed(seed);
        (_family, _chance, _data) = (family, new Random(seed), new Generator((ulong)seed + 1000));
        _model = Networks.Of(family);
        _directions = randn([8, 3], generator: new Generator(5)).DetachFromDisposeScope();
        _optimizer = optimizer switch
        {
            "sgd" => optim.SGD(_model.parameters(), 0.05, momentum: 0.9),
            "adam" => optim.Adam(_model.parameters(), 0.01),
            "adamw" => optim.AdamW(_model.parameters(), 0.01),
            "rmsprop" => optim.RMSProp(_model.parameters(), 0.003),
            _ => optim.Adagrad(_model.parameters(), 0.05),
        };
        Monitor = GradientMonitor.Attach(_model, _optimizer, new() { Guards = guards });
    }

    public GradientMonitor Monitor { get; }

    public Module<Tensor, Tensor> Model => _model;

    public bool IsFinite =>
        _model.parameters().Concat(_model.named_buffers().Select(entry => entry.buffer)).All(tensor => NonFiniteScan.Count(tensor.Handle) == 0);

    /// <summary>One of each fault in turn, at steps spread over the middle of the training, in a seeded order.</summary>
    public Dictionary<int, Fault> Plan(int faults)
    {
        var kinds = Enumerable.Range(0, faults).Select(place => (Fault)(place % 5)).ToArray();
        _chance.Shuffle(kinds);
        return kinds.Select((kind, place) => (Step: 25 + (place * 12) + _chance.Next(6), kind)).ToDictionary(entry => entry.Step, entry => entry.kind);
    }

    /// <summary>Trains, and returns the loss on data that was not trained on.</summary>
    public double Train(IReadOnlyDictionary<int, Fault> faults, int steps = Steps)
    {
        for (var step = 1; step <= steps; step++) Step(faults.TryGetValue(step, out var fault) ? fault : null);
        return HeldOut();
    }

    public void Step(Fault? fault)
    {
        using var scope = NewDisposeScope();
        var (input, target) = Batch(32);
        if (fault == Fault.CorruptBatch) input[_chance.Next(32)].fill_(double.NaN);
        _optimizer.zero_grad();
        var loss = functional.cross_entropy(_model.call(input), target);
        if (fault == Fault.InfiniteLoss) loss *= double.PositiveInfinity;
        loss.backward();
        if (fault == Fault.NaNInOneGradient) Poison([.. _model.parameters().Select(parameter => parameter.grad!)]);
        if (fault == Fault.MemoryGoneNaN) Poison(Memory());
        var group = _optimizer.ParamGroups.First();
        var rate = group.LearningRate;
        if (fault == Fault.RateTimesMillion) group.LearningRate *= 1e6;
        Monitor.Step(loss);
        group.LearningRate = rate;
    }

    public void Dispose()
    {
        Monitor.Dispose();
        _optimizer.Dispose();
        _model.Dispose();
        _directions.Dispose();
        _data.Dispose();
    }

    double HeldOut()
    {
        using var scope = NewDisposeScope();
        using var without = no_grad();
        _model.eval();
        var (input, target) = Batch(512, new Generator(77));
        return functional.cross_entropy(_model.call(input), target).item<float>();
    }

    /// <summary>Three classes that overlap: there is a loss below which nothing can go.</summary>
    (Tensor Input, Tensor Target) Batch(int size, Generator? from = null)
    {
        from ??= _data;
        var target = randint(0, 3, [size], generator: from);
        var code = randn([size, 8], generator: from) + (_directions.t()[target] * 0.7);
        var input = _family switch
        {
            "cnn" => code.reshape(size, 1, 8, 1).expand(size, 1, 8, 8).clone(),
            "lstm" => code[.., ..5].unsqueeze(1).expand(size, 6, 5).clone(),
            _ => code,
        };
        return (input, target);
    }

    Tensor[] Memory() =>
        [.. new OptimizerMemory(_optimizer).Cells.SelectMany(cell => Enumerable.Range(0, cell.TensorCount).Select(cell.Tensor)).OfType<Tensor>()];

    void Poison(Tensor[] tensors)
    {
        using var without = no_grad();
        var tensor = tensors[_chance.Next(tensors.Length)];
        tensor.view(-1)[_chance.Next((int)tensor.numel())].fill_(double.NaN);
    }
}
