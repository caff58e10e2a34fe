using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Sees to it that a changed network can be built and still answers in the same shape.</summary>
static class Soundness
{
    // A choice, not a limit of any theory: a trial of each form costs a training.
    const int MostForms = 4;

    /// <summary>The recipe with another network; the same recipe where that network could not be built or would answer in another shape.</summary>
    public static Recipe Treated(this Recipe recipe, Network network) =>
        !network.Equals(recipe.Network) && IsSound(recipe.Network, network) ? recipe with { Network = network } : recipe;

    /// <summary>Those forms that change the recipe, at most four.</summary>
    public static IEnumerable<ITreatment> ThatChange(this IEnumerable<ITreatment> forms, Recipe recipe) => forms.ThatChangeAll(recipe).Take(MostForms);

    /// <summary>All forms that change the recipe.</summary>
    public static IEnumerable<ITreatment> ThatChangeAll(this IEnumerable<ITreatment> forms, Recipe recipe) =>
        forms.Where(form => !form.ApplyTo(recipe).Equals(recipe));

    /// <summary>The forms, that first which brings the gradient nearest to being level; among equals as they came.</summary>
    public static IEnumerable<ITreatment> BestExpectedFirst(this IEnumerable<ITreatment> forms, Recipe recipe) =>
        forms.OrderByDescending(form => Math.Round(Expectation.Of(recipe, form.ApplyTo(recipe)).Gain / Expectation.Level));

    static bool IsSound(Network before, Network after)
    {
        if (after.LayerCount > Network.MostLayers) return false;
        var first = new Dictionary<string, ValueList<int>>(StringComparer.Ordinal);
        foreach (var place in after.AllPlaces())
        {
            var isNew = first.TryAdd(place.Name, place.Input);
            if (place.Output is null || place.Layer.Contradiction is not null || isNew == place.IsAgain) return false;
            if (place.IsAgain && !first[place.Name].Equals(place.Input)) return false;
            if (place.Layer is WeightedLayer layer && !CanFill(after, layer)) return false;
        }

        return Equals(before.Places().LastOrDefault()?.Output, after.Places().LastOrDefault()?.Output);
    }

    static bool CanFill(Network network, WeightedLayer layer)
    {
        var init = network.InitOf(layer);
        return init switch
        {
            Critical critical => CriticalPoint.Of(network, critical) is not null,
            Lsuv => layer is not (RecurrentLayer or AffineLayer { WeightNorm: true }),
            _ => true,
        };
    }
}
