using Fathom.Recipes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Puts modules in the place of others: checks everything first, then changes.</summary>
sealed class Exchange(LiveTraining training)
{
    readonly OptimizerEdit? _optimizer = OptimizerEdit.Of(training.Optimizer);
    readonly HashSet<nint> _before = [.. training.Model.parameters().Select(parameter => parameter.Handle)];

    /// <summary>Refuses what cannot be done, before anything is changed.</summary>
    public void Check(IReadOnlyList<ModulePlace> places, Type type, bool addsParameters)
    {
        foreach (var place in places) place.Require(type);
        if (addsParameters) _optimizer?.RequireGrowth();
        ExampleRun.RequireCalls(training, places);
    }

    /// <summary>Puts one module in another's place; of one that stands in several places, in all.</summary>
    /// <param name="places">Where.</param>
    /// <param name="make">Makes a new module of an old one, once each.</param>
    /// <param name="disposes">Whether the old ones go.</param>
    public void Put(IReadOnlyList<ModulePlace> places, Func<ModulePlace, nn.Module> make, bool disposes)
    {
        var made = new Dictionary<nn.Module, nn.Module>(ReferenceEqualityComparer.Instance);
        foreach (var place in places)
        {
            if (!made.TryGetValue(place.Module, out var module)) made.Add(place.Module, module = Made(place, make));
            place.Put(module);
        }

        if (disposes) Dispose([.. made.Keys]);
    }

    /// <summary>Hands the new parameters to the optimizer, and tells what was done.</summary>
    public Operation Finish(string what, bool isExact, IEnumerable<string> places)
    {
        var added = training.Model.named_parameters().Where(entry => !_before.Contains(entry.parameter.Handle)).ToList();
        _optimizer?.Add([.. added.Select(entry => entry.parameter)]);
        return new Operation
        {
            What = what,
            IsExact = isExact,
            Places = ValueList.Of<string>([.. places]),
            NewParameters = ValueList.Of<string>([.. added.Select(entry => entry.name)]),
            NeedsNewMonitor = true,
        };
    }

    static nn.Module Made(ModulePlace place, Func<ModulePlace, nn.Module> make)
    {
        // What a Sequential says of its own mode is not that of its modules, and single ones may be frozen.
        var modes = place.Module.named_modules().Select(entry => entry.module).Prepend(place.Module).Where(each => each is not Sequential).Select(each => (each, each.training)).ToList();
        var module = make(place);
        module.train(modes.Select(entry => entry.training).FirstOrDefault(place.Parent.training));
        foreach (var (each, mode) in modes) each.train(mode);
        // A caller's dispose scope must not end the life of the weights.
        foreach (var parameter in module.parameters()) parameter.DetachFromDisposeScope();
        foreach (var buffer in module.buffers()) buffer.DetachFromDisposeScope();
        return module;
    }

    void Dispose(IReadOnlyList<nn.Module> modules)
    {
        Parameter[] gone = [.. modules.SelectMany(module => module.parameters())];
        _optimizer?.Remove(gone);
        foreach (var module in modules) module.Dispose();
    }
}
