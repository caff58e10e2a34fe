using Fathom.Ledger;
using Fathom.Torch.Probes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Leads inputs around layers of a live network by skips that start at zero (<see cref="ZeroSkip"/>).</summary>
/// <remarks>
/// In each Sequential, a layer of weights with the norm, activation and dropout behind it is one branch where the example shows that it keeps
/// the shape and an activation belongs to it: what ends a network, without an activation, is left alone. Modules held elsewhere are led around when
/// they are named in <see cref="At"/>.
/// </remarks>
public sealed record AddZeroSkips : ILiveTreatment
{
    /// <summary>The names of modules that keep the shape, each to be one branch; empty (default) for all that Sequentials show.</summary>
    public IReadOnlyList<string> At { get; init; } = [];

    /// <summary>True: the function is the same on every input, in training and evaluation.</summary>
    public bool IsExact => true;

    /// <inheritdoc/>
    public Operation ApplyTo(LiveTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var runs = At.Count > 0 ? Named(training.Model) : Runs(training.Model);
        var named = runs;
        runs = Keeping(training, runs);
        if (At.Count > 0 && named.FirstOrDefault(run => !runs.Contains(run)) is { } other)
            throw new LiveTreatmentException($"{other[0].Name} does not keep the shape of its input in the example, or is not called there; a skip around it would need weights of its own, so change the program.");
        if (runs.Count == 0)
            throw new LiveTreatmentException($"{training.Model.GetType().Name} has no layer with an activation in a Sequential that keeps the shape of its input; name modules in {nameof(At)}, or change the program.");
        var exchange = new Exchange(training);
        exchange.Check([.. runs.Select(run => run[0])], typeof(ZeroSkip), addsParameters: true);
        var names = runs.Select(run => string.Join(" to ", run.Select(place => place.Name).Where((_, index) => index == 0 || index == run.Count - 1))).ToList();
        foreach (var run in runs) exchange.Put([run[0]], _ => new ZeroSkip(Branch(run)), disposes: false);
        foreach (var run in runs) SequentialEdit.Remove(run);
        return exchange.Finish(FormattableString.Invariant($"Led the input around {runs.Count} branches, times a learnt number that starts at 0."), isExact: true, names);
    }

    List<IReadOnlyList<ModulePlace>> Named(nn.Module model)
    {
        var places = ModulePlace.Below(model);
        return [.. At.Select(name => (IReadOnlyList<ModulePlace>)[places.FirstOrDefault(place => string.Equals(place.Name, name, StringComparison.Ordinal) && place.Module is nn.Module<Tensor, Tensor>)
            ?? throw new LiveTreatmentException($"{model.GetType().Name} has no module {name} that takes one tensor and returns one.")])];
    }

    static List<IReadOnlyList<ModulePlace>> Runs(nn.Module model)
    {
        var places = ModulePlace.Below(model);
        var sequentials = places.Select(place => place.Module).Prepend(model).OfType<Sequential>().Distinct(ReferenceEqualityComparer.Instance).Cast<Sequential>();
        return [.. sequentials.SelectMany(sequential => In([.. places.Where(place => ReferenceEquals(place.Parent, sequential))]))];
    }

    static IEnumerable<IReadOnlyList<ModulePlace>> In(IReadOnlyList<ModulePlace> row)
    {
        for (var start = 0; start < row.Count; start++)
        {
            if (!IsAffine(row[start].Module)) continue;
            var end = start + 1;
            while (end < row.Count && IsCompanion(row[end].Module)) end++;
            IReadOnlyList<ModulePlace> run = [.. row.Skip(start).Take(end - start)];
            if (run.Any(place => LiveActivations.Is(place.Module))) yield return run;
            start = end - 1;
        }
    }

    static bool IsAffine(nn.Module module) => ModuleKinds.Of(module) == LinkKind.Weight && module is not (Embedding or EmbeddingBag) && module is nn.Module<Tensor, Tensor>;

    // A norm that was inserted stands together with its activation.
    static bool IsCompanion(nn.Module module) => ModuleKinds.Of(module) is LinkKind.Norm or LinkKind.Dropout || LiveActivations.Is(module)
        || (module is Sequential && module.named_modules().All(entry => entry.module is Sequential or Blend || IsCompanion(entry.module))) || module is Blend;

    static List<IReadOnlyList<ModulePlace>> Keeping(LiveTraining training, List<IReadOnlyList<ModulePlace>> runs)
    {
        if (runs.Count == 0) return runs;
        var shapes = new Dictionary<nn.Module, (long[] In, long[]? Out)>(ReferenceEqualityComparer.Instance);
        using (var hooks = new ForwardHooks())
        {
            foreach (var run in runs)
            {
                var first = (nn.Module<Tensor, Tensor>)run[0].Module;
                hooks.Before(first, input => shapes[first] = (input.shape, null));
                hooks.After((nn.Module<Tensor, Tensor>)run[^1].Module, output =>
                {
                    if (shapes.TryGetValue(first, out var shape)) shapes[first] = shape with { Out = output.shape };
                });
            }

            ExampleRun.Of(training, "Which layers keep the shape");
        }

        return [.. runs.Where(run => shapes.TryGetValue(run[0].Module, out var shape) && shape.Out is { } after && shape.In.AsSpan().SequenceEqual(after))];
    }

    static nn.Module<Tensor, Tensor> Branch(IReadOnlyList<ModulePlace> run) => run is [{ Module: nn.Module<Tensor, Tensor> only }]
        ? only
        : nn.Sequential(run.Select(place => (place.ChildName, (nn.Module<Tensor, Tensor>)place.Module)));
}
