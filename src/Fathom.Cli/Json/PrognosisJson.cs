using System.Text.Json;
using Fathom.Prognoses;
using Fathom.Recipes;
using Fathom.Statistics;

namespace Fathom.Cli.Json;

/// <summary>A prognosis as JSON, as docs/json.md describes it.</summary>
static class PrognosisJson
{
    public const string Schema = "fathom.prognosis/1";

    public static void Write(Utf8JsonWriter json, Recipe recipe, Prognosis prognosis)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("recipe", recipe.Name);
        LedgerJson.Write(json, prognosis.Ledger, prognosis.Left);
        WriteBand(json, "totalDecades", prognosis.TotalDecades);
        json.WriteAmount("multiplierPerLayer", Known(prognosis.MultiplierPerLayer));
        json.WriteAmount("depthScale", Known(prognosis.DepthScale));
        json.WriteAmount("correlationDepthScale", Known(prognosis.CorrelationDepthScale));
        json.WriteAmount("maximumDepth", Known(prognosis.MaximumDepth));
        json.WriteString("signal", prognosis.Signal.ToString().ToLowerInvariant());
        json.WriteAmount("bornDeadShare", prognosis.BornDeadShare);
        json.WriteStartObject("firstBelow");
        json.WriteString("1e-3", prognosis.FirstBelow(1e-3));
        json.WriteString("1e-7", prognosis.FirstBelow(1e-7));
        foreach (var format in FloatFormat.All) json.WriteString(format.Name, prognosis.FirstUnderflow(format));
        json.WriteEndObject();
        WriteTexts(json, "answers", prognosis.Answers);
        json.WriteStartArray("suggestions");
        foreach (var suggestion in prognosis.Suggestions)
        {
            json.WriteStartObject();
            json.WriteString("change", suggestion.Change);
            json.WriteAmount("totalDecades", suggestion.TotalDecades);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("reservations");
        foreach (var reservation in prognosis.Reservations)
        {
            json.WriteStartObject();
            json.WriteString("place", reservation.Place);
            json.WriteString("reason", reservation.Reason);
            json.WriteString("instead", reservation.Instead);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteBand(Utf8JsonWriter json, string name, Band band)
    {
        json.WriteStartObject(name);
        json.WriteAmount("low", band.Low);
        json.WriteAmount("middle", band.Middle);
        json.WriteAmount("high", band.High);
        json.WriteEndObject();
    }

    static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    static double? Known(double number) => double.IsNaN(number) ? null : number;
}
