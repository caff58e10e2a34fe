using System.Collections;
using System.Reflection;
using TorchSharp.Modules;

namespace Fathom.Torch.Treatments;

/// <summary>Takes modules out of a Sequential, which offers no way of its own.</summary>
static class SequentialEdit
{
    // As in TorchSharp 0.107; a test fails where a later version holds its modules otherwise.
    static readonly FieldInfo? Modules = typeof(Sequential).GetField("_modules", BindingFlags.Instance | BindingFlags.NonPublic);
    static readonly FieldInfo? Names = typeof(Sequential).GetField("_names", BindingFlags.Instance | BindingFlags.NonPublic);

    /// <summary>Takes all but the first place of a run out, whose module stands for the whole run from now on.</summary>
    public static void Remove(IReadOnlyList<ModulePlace> run)
    {
        if (run is not [{ Parent: Sequential parent }, _, ..]) return;
        var (modules, names) = ((IList)Modules!.GetValue(parent)!, (IList)Names!.GetValue(parent)!);
        // The names are unique, where one module may stand in several places.
        var start = names.IndexOf(run[0].ChildName);
        for (var count = 1; count < run.Count; count++)
        {
            modules.RemoveAt(start + 1);
            names.RemoveAt(start + 1);
        }
    }
}
