using System.Text.Json;
using Fathom.Ledger;
using Fathom.Prognoses;

namespace Fathom.Cli.Json;

/// <summary>A chain-rule ledger as JSON, measured or expected.</summary>
static class LedgerJson
{
    public static void Write(Utf8JsonWriter json, StepReading? reading)
    {
        json.WriteStartObject("ledger");
        if (reading is null) json.WriteNull("step");
        else json.WriteNumber("step", reading.Step);
        WriteLedger(json, reading?.Ledger ?? ChainLedger.Empty, bands: []);
        json.WriteEndObject();
    }

    /// <summary>A ledger that theory expects, with a band behind each link.</summary>
    public static void Write(Utf8JsonWriter json, ChainLedger ledger, IReadOnlyList<Band> bands)
    {
        json.WriteStartObject("ledger");
        WriteLedger(json, ledger, bands);
        json.WriteEndObject();
    }

    static void WriteLedger(Utf8JsonWriter json, ChainLedger ledger, IReadOnlyList<Band> bands)
    {
        json.WriteNumber("totalDecades", ledger.TotalDecades);
        json.WriteStartObject("byKind");
        foreach (var (kind, decades) in ledger.DecadesByKind) json.WriteNumber(Name(kind), decades);
        json.WriteEndObject();
        json.WriteString("end", ledger.End switch
        {
            LedgerEnd.NothingLeft => "nothing-left",
            LedgerEnd.NotFinite => "not-finite",
            _ => "complete",
        });
        json.WriteAmount("outputNorm", double.IsNaN(ledger.OutputNorm) ? null : ledger.OutputNorm);
        json.WriteStartArray("links");
        for (var index = 0; index < ledger.Links.Count; index++)
        {
            json.WriteStartObject();
            WriteLink(json, ledger.Links[index]);
            WriteLeft(json, ledger, index);
            if (index < bands.Count) PrognosisJson.WriteBand(json, "leftBand", bands[index]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static string Name(LinkKind kind) => kind.ToString().ToLowerInvariant();

    static void WriteLink(Utf8JsonWriter json, Link link)
    {
        json.WriteString("name", link.Name);
        json.WriteString("kind", Name(link.Kind));
        json.WriteAmount("gain", link.Gain);
        if (link.Counts) json.WriteNumber("decades", link.Decades);
        else json.WriteNull("decades");
        if (link.Ways.Count == 0) return;
        json.WriteStartArray("ways");
        foreach (var way in link.Ways) WriteWay(json, way);
        json.WriteEndArray();
    }

    static void WriteWay(Utf8JsonWriter json, Way way)
    {
        json.WriteStartObject();
        json.WriteString("name", way.Name);
        json.WriteAmount("gain", way.Gain);
        json.WriteStartArray("links");
        foreach (var link in way.Links)
        {
            json.WriteStartObject();
            WriteLink(json, link);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteLeft(Utf8JsonWriter json, ChainLedger ledger, int index)
    {
        var decades = ledger.DecadesLeft(index);
        if (double.IsNaN(decades))
        {
            json.WriteNull("left");
            json.WriteNull("leftDecades");
            return;
        }

        // The smallest normal double is 2.2e-308; below it a number would lose its digits without a word.
        var left = Math.Pow(10, decades);
        if (double.IsNormal(left)) json.WriteNumber("left", left);
        else json.WriteNull("left");
        json.WriteNumber("leftDecades", decades);
    }
}
