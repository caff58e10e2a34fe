using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Looks at a network's recurrent layers.</summary>
static class Sequences
{
    /// <summary>The fewest steps that a chrono start knows.</summary>
    public const int Fewest = 3;

    /// <summary>How many time steps the longest sequence has that a recurrent layer of the kind reads; 0 where there is none.</summary>
    public static int Longest<TLayer>(this Network network)
        where TLayer : RecurrentLayer =>
        network.AllPlaces().Where(place => place.Layer is TLayer && place.Input.Count == 2).Select(place => place.Input[0]).DefaultIfEmpty(0).Max();

    /// <summary>How many places have a layer of the kind for which <paramref name="isMeant"/> holds.</summary>
    public static int CountOf<TLayer>(this Network network, Func<TLayer, bool> isMeant)
        where TLayer : Layer =>
        network.AllPlaces().Count(place => place.Layer is TLayer layer && isMeant(layer));
}
