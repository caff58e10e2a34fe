using System.Globalization;

namespace Fathom.Prognoses;

/// <summary>Finds where theory does not hold.</summary>
static class Reservations
{
    // Calibrated on 53 measured designs at width 512, depth 50: all whose ledger theory missed by more than 3 % a layer lie above it,
    // and none of the others.
    const double DegenerateSpread = 0.4;

    public static IReadOnlyList<Reservation> For(Forecast forecast)
    {
        var reservations = forecast.Walk.Steps
            .Select(step => (step.Stage.Name, Doubt: step.Stage.DoubtAbout(step.Input)))
            .Where(place => place.Doubt is not null)
            .GroupBy(place => place.Doubt!, StringComparer.Ordinal)
            .Select(places => new Reservation(Range([.. places.Select(place => place.Name)]), places.Key)).ToList();

        var total = forecast.Left() is [.., var last] ? last : default;
        var spread = (total.High - total.Low) / 4;
        var wandering = forecast.SizeSpread();
        if (wandering > DegenerateSpread) reservations.Add(new("network", string.Create(CultureInfo.InvariantCulture,
            $"the signal's size has no firm fixed point, so that at this width chance moves the ledger by {wandering:0.0} decades (one standard deviation) and theory's number is a guess")));
        else if (spread > forecast.Options.TrustedSpread) reservations.Add(new("network", string.Create(CultureInfo.InvariantCulture,
            $"the layers are too narrow for their number: the ledger differs by {spread:0.0} decades (one standard deviation) from seed to seed")));
        return reservations;
    }

    static string Range(IReadOnlyList<string> names) => names.Count == 1 ? names[0] : $"{names[0]}..{names[^1]}";
}
