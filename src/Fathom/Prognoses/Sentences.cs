using System.Globalization;
using Fathom.Ledger;
using Fathom.Statistics;

namespace Fathom.Prognoses;

/// <summary>Says in words what a prognosis holds in numbers.</summary>
static class Sentences
{
    const double Level = 0.05;

    public static IEnumerable<string> About(Prognosis prognosis, Forecast forecast)
    {
        var total = prognosis.TotalDecades;
        var way = $"from {forecast.LastPlace} to {forecast.FirstPlace}";
        if (prognosis.Ledger.End == LedgerEnd.NothingLeft)
        {
            yield return $"Nothing of the gradient is left below {prognosis.Ledger.Links[^1].Name}.";
            yield break;
        }

        if (prognosis.Ledger.End == LedgerEnd.NotFinite) yield return $"Theory has no number for the gradient below {prognosis.Ledger.Links[^1].Name}.";
        else yield return Change(total, way) + Text($" (between {total.Low:+0.0;-0.0;0.0} and {total.High:+0.0;-0.0;0.0} decades over seeds).");

        if (prognosis.FirstBelow(1e-3) is { } thousandth) yield return $"Less than a thousandth of it reaches {thousandth}.";
        if (prognosis.FirstBelow(1e-7) is { } lost) yield return $"Less than 1e-7 of it reaches {lost}: float32 loses the updates from there on if the last layers learn as they should.";
        foreach (var format in (FloatFormat[])[FloatFormat.Float16, FloatFormat.BFloat16])
        {
            if (prognosis.FirstUnderflow(format) is { } place) yield return $"In {format.Name}, typical gradients are zero from {place} on.";
        }

        yield return prognosis.Signal switch
        {
            SignalVerdict.Dying => "The signal dies on its way forward.",
            SignalVerdict.Growing => "The signal grows on its way forward.",
            SignalVerdict.Saturating => "The signal saturates: most units lie where their activation is flat.",
            SignalVerdict.Collapsing => "All inputs come to look alike on their way forward.",
            _ => "The signal keeps its size on its way forward, and inputs stay different.",
        };
        if (prognosis.MaximumDepth < 1e6)
            yield return Text($"Designs like this train to a depth of about {Math.Max(1, Math.Round(prognosis.MaximumDepth)):0}: six times {(prognosis.DepthScale <= prognosis.CorrelationDepthScale ? "the gradient's" : "the correlation's")} depth scale.");
    }

    static string Change(Band total, string way) =>
        Math.Abs(total.Middle) < Level ? $"The gradient keeps its size {way}"
        : Text($"The gradient {(total.Middle < 0 ? "loses" : "gains")} {Math.Abs(total.Middle):0.0} decades {way}");

    static string Text(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
