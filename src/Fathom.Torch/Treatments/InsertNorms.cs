using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Inserts normalisations before a live network's activations that begin as the identity.</summary>
/// <remarks>
/// Each activation is replaced by a Sequential of the norm and itself. Batch-norms begin with the statistics of the example: the
/// function is unchanged on every input while evaluating, and on that batch while training, unless dropout draws another mask before
/// it. Layer-norms begin as nothing of a <see cref="Blend"/>: unchanged on every input in both modes.
/// </remarks>
public sealed record InsertNorms : ILiveTreatment
{
    /// <summary>Which normalisation; batch-norm unless said otherwise.</summary>
    public NormKind Kind { get; init; }

    /// <summary>Before which activations, by name and module; null (default) as in <see cref="ReplaceActivations.Where"/>.</summary>
    public Func<string, nn.Module, bool>? Where { get; init; }

    /// <summary>True, on the inputs that the type names.</summary>
    public bool IsExact => true;

    /// <inheritdoc/>
    public Operation ApplyTo(LiveTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var places = LiveActivations.Of(training, Where);
        var exchange = new Exchange(training);
        exchange.Check(places, typeof(Sequential), addsParameters: true);
        var statistics = Read(training, places);
        try
        {
            foreach (var place in places) Require(place, statistics[place.Module]);
            exchange.Put(places, place => Normed((nn.Module<Tensor, Tensor>)place.Module, statistics[place.Module], training.Model), disposes: false);
        }
        finally
        {
            foreach (var each in statistics.Values) each.Dispose();
        }

        var inserted = Kind == NormKind.Batch ? "batch-norms that begin as the identity on the example" : "layer-norms that begin as nothing of a blend";
        return exchange.Finish(FormattableString.Invariant($"Inserted {places.Count} {inserted}."), isExact: true, places.Select(place => place.Name));
    }

    Dictionary<nn.Module, BatchStatistics> Read(LiveTraining training, IReadOnlyList<ModulePlace> places)
    {
        var again = new HashSet<nn.Module>(ReferenceEqualityComparer.Instance);
        var statistics = new Dictionary<nn.Module, BatchStatistics>(ReferenceEqualityComparer.Instance);
        using var hooks = new ForwardHooks();
        foreach (var module in places.Select(place => place.Module).Distinct(ReferenceEqualityComparer.Instance).Cast<nn.Module<Tensor, Tensor>>())
        {
            hooks.Before(module, input =>
            {
                if (!statistics.ContainsKey(module)) statistics.Add(module, BatchStatistics.Of(input));
                else again.Add(module);
            });
        }

        ExampleRun.Of(training, "The shape and the statistics of a norm");
        if (Kind != NormKind.Batch || places.FirstOrDefault(place => again.Contains(place.Module)) is not { } shared) return statistics;
        foreach (var each in statistics.Values) each.Dispose();
        throw new LiveTreatmentException(
            $"{shared.Name} is called more than once in a forward pass, and one batch-norm cannot begin as the identity for calls with different statistics; give each call an activation of its own, or insert layer-norms.");
    }

    void Require(ModulePlace place, BatchStatistics statistics)
    {
        if (Kind == NormKind.Batch && statistics.PerChannel < 2)
            throw new LiveTreatmentException($"A batch-norm before {place.Name} needs at least two numbers of each channel, but the example has {statistics.PerChannel}; take a larger batch.");
        if (statistics.Shape.Count is < 2 or > 5)
            throw new LiveTreatmentException($"{place.Name} gets tensors of {statistics.Shape.Count} dimensions, but norms are known for two to five.");
    }

    Sequential Normed(nn.Module<Tensor, Tensor> activation, BatchStatistics statistics, nn.Module model)
    {
        var weights = model.parameters().FirstOrDefault();
        var (type, device) = (weights?.dtype ?? ScalarType.Float32, weights?.device ?? CPU);
        nn.Module<Tensor, Tensor> norm = Kind == NormKind.Batch
            ? BatchNorm(statistics, type, device)
            : new Blend(null, nn.LayerNorm(Together(statistics.Shape), device: device, dtype: type));
        norm.train(activation.training);
        return nn.Sequential(("norm", norm), ("activation", activation));
    }

    static BatchNorm BatchNorm(BatchStatistics statistics, ScalarType type, Device device)
    {
        var channels = statistics.Shape[1];
        BatchNorm norm = statistics.Shape.Count switch
        {
            2 or 3 => nn.BatchNorm1d(channels, device: device, dtype: type),
            4 => nn.BatchNorm2d(channels, device: device, dtype: type),
            _ => nn.BatchNorm3d(channels, device: device, dtype: type),
        };
        IdentityNorm.Start(norm, statistics);
        return norm;
    }

    // All of an image, but only the features of each time step.
    static long[] Together(IReadOnlyList<long> shape) => shape.Count >= 4 ? [.. shape.Skip(1)] : [shape[^1]];
}
