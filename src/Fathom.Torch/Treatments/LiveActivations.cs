using Fathom.Ledger;
using Fathom.Torch.Probes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Which modules of a network are hidden activations.</summary>
static class LiveActivations
{
    /// <summary>
    /// All activations that are modules of their own, but softmaxes, and but those behind the last weights of a network that is a Sequential,
    /// where the order is known: they are the output's.
    /// </summary>
    public static IReadOnlyList<ModulePlace> Of(LiveTraining training, Func<string, nn.Module, bool>? where)
    {
        var all = ModulePlace.Below(training.Model);
        var places = all.Where(place => place.Module is nn.Module<Tensor, Tensor> && Is(place.Module)).ToList();
        places = where is null ? [.. places.Where(place => !IsOutput(place, training.Model))] : [.. places.Where(place => where(place.Name, place.Module))];
        return places.Count > 0 ? places : throw new LiveTreatmentException(
            $"{training.Model.GetType().Name} has no activation to treat among its modules{(where is null ? "" : " that was chosen")}: a function called in forward, such as torch.tanh(x), is no module and cannot be replaced; make it one.");
    }

    /// <summary>Whether a module bends each number by itself.</summary>
    public static bool Is(nn.Module module) =>
        ModuleKinds.Of(module) == LinkKind.Slope && module is not (Softmax or LogSoftmax or Softmax2d or Softmin or GLU);

    static bool IsOutput(ModulePlace place, nn.Module root)
    {
        if (root is not Sequential || !ReferenceEquals(place.Parent, root)) return false;
        return !root.named_children().SkipWhile(child => !ReferenceEquals(child.module, place.Module)).Any(child => HasWeights(child.module));
    }

    static bool HasWeights(nn.Module module) => module.named_modules().Select(entry => entry.module).Prepend(module)
        .Any(each => ModuleKinds.Of(each) is LinkKind.Weight or LinkKind.Recurrent);
}
