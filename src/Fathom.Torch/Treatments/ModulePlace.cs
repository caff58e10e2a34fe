using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Where a module hangs in another one.</summary>
/// <param name="Name">The whole name, with dots.</param>
/// <param name="Parent">What it hangs in.</param>
/// <param name="ChildName">What it is called there.</param>
/// <param name="Module">The module.</param>
sealed record ModulePlace(string Name, nn.Module Parent, string ChildName, nn.Module Module)
{
    /// <summary>The places of everything below <paramref name="root"/>, parents before children.</summary>
    public static IReadOnlyList<ModulePlace> Below(nn.Module root)
    {
        var places = new List<ModulePlace>();
        Collect(root, "", places, new HashSet<nn.Module>(ReferenceEqualityComparer.Instance));
        return places;
    }

    /// <summary>Refuses where a module of <paramref name="type"/> cannot stand.</summary>
    public void Require(Type type)
    {
        var holders = ModuleHolder.Of(Parent, Module);
        if (holders.Count == 0)
        {
            throw new LiveTreatmentException(
                $"{Name} cannot be replaced: {Parent.GetType().Name} registers it, but holds it in no field, list or tuple, so that nobody can tell how its forward comes by it; change the program.");
        }

        if (holders.FirstOrDefault(holder => !holder.CanTake(type)) is not { } narrow) return;
        throw new LiveTreatmentException(
            $"{Name} cannot be replaced: {narrow.Name} of {Parent.GetType().Name} holds a {ModuleHolder.Shown(narrow.Type)}, which a {ModuleHolder.Shown(type)} is not; declare it as Module<Tensor, Tensor>.");
    }

    /// <summary>Puts another module there, under the same name and in the same order; the old one is left alone.</summary>
    public void Put(nn.Module module)
    {
        foreach (var holder in ModuleHolder.Of(Parent, Module)) holder.Take(module);
        if (Parent is Sequential) return;
        // Taken out and put in again from here on, because TorchSharp registers at the end.
        var later = Parent.named_children().SkipWhile(child => child.name != ChildName).ToList();
        foreach (var (name, _) in later) Parent.register_module(name, null!);
        foreach (var (name, child) in later) Parent.register_module(name, ReferenceEquals(child, Module) ? module : child);
    }

    static void Collect(nn.Module parent, string prefix, List<ModulePlace> places, HashSet<nn.Module> seen)
    {
        if (!seen.Add(parent)) return;
        foreach (var (name, module) in parent.named_children())
        {
            places.Add(new ModulePlace(prefix + name, parent, name, module));
            Collect(module, $"{prefix}{name}.", places, seen);
        }
    }
}
