using System.Text.Json;
using Fathom.Lab.Training;
using Fathom.Prognoses;

namespace Fathom.Cli.Json;

/// <summary>An examination as JSON, as docs/json.md describes it.</summary>
static class ExaminationJson
{
    public const string Schema = "fathom.examination/1";

    public static void Write(Utf8JsonWriter json, Examination examination, string? run = null)
    {
        var reading = TellingReading.Of(examination.History);
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("recipe", examination.Recipe.Name);
        json.WriteNumber("seed", examination.Recipe.Seed);
        json.WriteString("run", run);
        json.WriteNumber("steps", examination.Steps);
        json.WriteBoolean("interrupted", examination.Interrupted);
        json.WriteString("gradientPath", examination.GradientPath);
        json.WriteNumber("readings", examination.History.Count);
        WriteLoss(json, examination.Loss);
        LedgerJson.Write(json, reading);
        WritePrognosis(json, examination);
        ReadingJson.Write(json, reading);
        json.WriteStartArray("findings");
        foreach (var finding in examination.Findings) FindingJson.Write(json, finding);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteLoss(Utf8JsonWriter json, LossRecord loss)
    {
        json.WriteStartObject("loss");
        json.WriteAmount("first", loss.First);
        json.WriteAmount("last", loss.Last);
        json.WriteAmount("heldOut", loss.HeldOut);
        json.WriteAmount("accuracy", loss.Accuracy);
        json.WriteEndObject();
    }

    static void WritePrognosis(Utf8JsonWriter json, Examination examination)
    {
        if (examination.Prognosis is not { } prognosis || examination.History.First is not { Step: 1 } first)
        {
            json.WriteNull("prognosis");
            return;
        }

        json.WriteStartObject("prognosis");
        PrognosisJson.WriteBand(json, "totalDecades", prognosis.TotalDecades);
        json.WriteNumber("measuredDecades", first.Ledger.TotalDecades);
        json.WriteBoolean("holds", prognosis.Reservations.Count == 0);
        json.WriteStartArray("partings");
        foreach (var parting in Comparison.Of(prognosis, first.Ledger).Partings)
        {
            json.WriteStartObject();
            json.WriteString("name", parting.Name);
            json.WriteAmount("measured", parting.Measured);
            PrognosisJson.WriteBand(json, "expected", parting.Expected);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
