using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Finds layers of weights between which scales pass as they are.</summary>
static class HomogeneousChains
{
    /// <summary>The chains of two or more layers in the Sequentials of <paramref name="model"/>, nested ones written out.</summary>
    public static IReadOnlyList<IReadOnlyList<ModulePlace>> Of(nn.Module model)
    {
        var places = ModulePlace.Below(model);
        var inner = places.Where(place => place.Parent is Sequential && place.Module is Sequential).Select(place => place.Module).ToHashSet(ReferenceEqualityComparer.Instance);
        var outer = places.Select(place => place.Module).Prepend(model).OfType<Sequential>().Distinct(ReferenceEqualityComparer.Instance).Where(each => !inner.Contains(each!));
        // Weights that stand in two places would be multiplied twice.
        var several = places.GroupBy(place => place.Module, (IEqualityComparer<nn.Module>)ReferenceEqualityComparer.Instance).Where(group => group.Count() > 1).Select(group => group.Key).ToHashSet();
        return [.. outer.SelectMany(sequential => In(Flat((Sequential)sequential!, places), several))];
    }

    static IEnumerable<ModulePlace> Flat(Sequential sequential, IReadOnlyList<ModulePlace> places) => places.Where(place => ReferenceEquals(place.Parent, sequential))
        .SelectMany(place => place.Module is Sequential nested ? Flat(nested, places) : [place]);

    static IEnumerable<IReadOnlyList<ModulePlace>> In(IEnumerable<ModulePlace> row, HashSet<nn.Module> several)
    {
        var chain = new List<ModulePlace>();
        foreach (var place in row)
        {
            if (IsLayer(place.Module) && !several.Contains(place.Module))
            {
                chain.Add(place);
            }
            else if (!PassesScales(place.Module))
            {
                if (chain.Count > 1) yield return [.. chain];
                chain.Clear();
            }
        }

        if (chain.Count > 1) yield return chain;
    }

    static bool IsLayer(nn.Module module) => module is Linear or Conv1d or Conv2d or Conv3d;

    static bool PassesScales(nn.Module module) => module is ReLU or LeakyReLU or PReLU or RReLU or Identity or Flatten or Unflatten or Dropout or Dropout1d or Dropout2d or Dropout3d
        or MaxPool1d or MaxPool2d or MaxPool3d or AvgPool1d or AvgPool2d or AvgPool3d
        or AdaptiveAvgPool1d or AdaptiveAvgPool2d or AdaptiveAvgPool3d or AdaptiveMaxPool1d or AdaptiveMaxPool2d or AdaptiveMaxPool3d;
}
