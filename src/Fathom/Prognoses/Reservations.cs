using System.Globalization;

namespace Fathom.Prognoses;

/// <summary>Finds where theory does not hold.</summary>
static class Reservations
{
    // The signal's size is no longer near theory's where its ln varies by 1; it matters where the ledger's decades feel it.
    const double FreeSizeVariance = 1;
    const double FeltSpread = 0.15;

    // Of the 53 designs measured at width 512 and depth 50, deep GELU, Mish and softplus at He gain are the three that theory misses by
    // more than 1 % a layer, and the three that these limits name.
    const double CarriedDecades = 0.2;

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
        var carried = AlongSignal.Decades(forecast.Walk.Steps);
        if (Math.Abs(carried) > CarriedDecades) reservations.Add(new("network", string.Create(CultureInfo.InvariantCulture,
            $"gradients along the signal's own direction shrink less than all others, and at this width they carry the ledger by about {carried:+0.0;-0.0} decades away from theory's number")));
        if (wandering > FeltSpread && forecast.Walk.Steps.Any(step => step.SizeVariance > FreeSizeVariance)) reservations.Add(new("network", string.Create(CultureInfo.InvariantCulture,
            $"the signal's size has no firm fixed point, so that at this width chance moves the ledger by {wandering:0.0} decades (one standard deviation) and theory's number is a guess")));
        else if (spread > forecast.Options.TrustedSpread) reservations.Add(new("network", string.Create(CultureInfo.InvariantCulture,
            $"the layers are too narrow for their number: the ledger differs by {spread:0.0} decades (one standard deviation) from seed to seed")));
        return reservations;
    }

    static string Range(IReadOnlyList<string> names) => names.Count == 1 ? names[0] : $"{names[0]}..{names[^1]}";
}
