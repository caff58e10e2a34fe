using System.Globalization;
using Fathom.Ledger;
using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Web.Lab;

/// <summary>Picks, of all places of a prognosis, the columns of the drawn network.</summary>
static class LabProfile
{
    static readonly Band Unknown = new(double.NaN, double.NaN, double.NaN);

    /// <summary>A column for each hidden layer, and the output's.</summary>
    public static IReadOnlyList<LabPoint> OfDepth(LabState state, Recipe recipe, Prognosis prognosis)
    {
        var left = Left(prognosis);
        var weights = recipe.Network.AllPlaces().Where(place => place.Layer is Linear).Select(place => place.Name).ToList();
        return
        [
            .. weights.Select((name, index) => new LabPoint(
                name,
                index == weights.Count - 1 ? "output" : (index + 1).ToString(CultureInfo.InvariantCulture),
                // Of a block theory tells what arrives behind the whole of it.
                left.TryGetValue(name, out var band) || left.TryGetValue(Outer(name), out band) ? band : Unknown)),
        ];
    }

    /// <summary>A column for each time step of the lowest recurrent layer, and the output's.</summary>
    public static IReadOnlyList<LabPoint> OfTime(LabState state, Prognosis prognosis)
    {
        const string Cell = "1.cell";
        var kind = state.Cell is "gru" or "lstm" ? state.Cell : "rnn";
        var left = Left(prognosis);
        var last = left.TryGetValue($"linear1", out var output) ? output : default;
        return
        [
            .. Enumerable.Range(0, state.Length).Select(time =>
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{kind}{Cell}[{time}]");
                return new LabPoint(name, (time + 1).ToString(CultureInfo.InvariantCulture), left.TryGetValue(name, out var band) ? band : Gated(state, time));
            }),
            new("linear1", "output", last),
        ];
    }

    /// <summary>What the gates alone leave: theory knows no more of them, and the way through the state comes on top.</summary>
    static Band Gated(LabState state, int time)
    {
        var back = state.Length - 1 - time;
        if (state.Cell is not ("gru" or "lstm") || state.Stack > 1) return Unknown;
        if (LabRecipe.ForgetBiasOf(state) is ChronoForgetBias chrono)
        {
            var share = Math.Log10(CellPath.ChronoShare(chrono.Steps, back));
            return new(share, share, share);
        }

        // Gates of a variance of a third, as torch's default weights make them of inputs of mean square one.
        var path = new CellPath(LabRecipe.ForgetBiasOf(state) is FixedForgetBias bias ? bias.Value : 0, 1 / 3.0);
        var (least, most) = (path.LeastDecadesAfter(back), path.MostDecadesAfter(back));
        return new(least, (least + most) / 2, most);
    }

    static string Outer(string name) => name.Split('.')[0];

    /// <summary>What arrives at the output of each place.</summary>
    static Dictionary<string, Band> Left(Prognosis prognosis)
    {
        var (places, left) = (prognosis.Layers, new Dictionary<string, Band>(StringComparer.Ordinal));
        if (places.Count > 0) left[places[^1].Name] = default;
        for (var link = 0; link < prognosis.Ledger.Links.Count && link < places.Count - 1; link++)
            left[places[places.Count - 2 - link].Name] = prognosis.Ledger.Links[link].Counts ? prognosis.Left[link] : Nothing(prognosis.Ledger.Links[link]);
        return left;
    }

    static Band Nothing(Link link) => link.Gain == 0 ? new(double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity) : Unknown;
}
