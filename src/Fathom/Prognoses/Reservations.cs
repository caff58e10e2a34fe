using System.Globalization;

namespace Fathom.Prognoses;

/// <summary>Finds where theory does not hold.</summary>
static class Reservations
{
    // The signal's size is no longer near theory's where its ln varies by 1; it matters where the ledger's decades feel it.
    const double FreeSizeVariance = 1;
    const double FeltSpread = 0.15;

    // Of the measured designs in docs/theory.md, deep GELU, Mish and softplus at He gain are the three that theory misses by more than
    // 1 % a layer, and the three that these limits name.
    const double CarriedDecades = 0.2;

    public static IReadOnlyList<Reservation> For(Forecast forecast, Band total)
    {
        var reservations = forecast.Walk.Steps
            .Select(step => (step.Stage.Name, Doubt: step.Stage.DoubtAbout(step.Input)))
            .Where(place => place.Doubt is not null)
            .GroupBy(place => place.Doubt!, StringComparer.Ordinal)
            .Select(places => new Reservation(Range([.. places.Select(place => place.Name)]), places.Key)).ToList();

        var spread = (total.High - total.Low) / 4;
        var wandering = forecast.SizeSpread();
        var carried = AlongSignal.Decades(forecast.Walk.Steps);
        if (Math.Abs(carried) > CarriedDecades) Add(
            "gradients along the signal's own direction have a multiplier of their own, and at this width they carry the ledger by about "
            + $"{Signed(carried)} decades away from theory's number");
        if (wandering > FeltSpread && forecast.Walk.Steps.Any(step => step.SizeVariance > FreeSizeVariance)) Add(
            $"the signal's size has no firm fixed point, so that at this width chance moves the ledger by {Plain(wandering)} decades "
            + "(one standard deviation) and theory's number is a guess");
        else if (spread > forecast.Options.TrustedSpread) Add(
            $"the layers are too narrow for their number: the ledger differs by {Plain(spread)} decades (one standard deviation) from seed to seed");
        return reservations;

        void Add(string reason) => reservations.Add(new("network", reason));
    }

    static string Plain(double decades) => decades.ToString("0.0", CultureInfo.InvariantCulture);

    static string Signed(double decades) => decades.ToString("+0.0;-0.0", CultureInfo.InvariantCulture);

    static string Range(IReadOnlyList<string> names) => names.Count == 1 ? names[0] : $"{names[0]}..{names[^1]}";
}
