using System.Text.Json;
using Fathom.Diagnoses;

namespace Fathom.Store.Json;

/// <summary>A finding as JSON, with what is folded under it.</summary>
static class FindingJson
{
    public static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
        json.WriteString("place", finding.Place);
        json.WriteNumber("step", finding.Step);
        json.WriteString("summary", finding.Summary);
        json.WriteString("meaning", finding.Meaning.Length == 0 ? null : finding.Meaning);
        json.WriteAmount("confidence", finding.Confidence);
        WriteReasons(json, finding);
        json.WriteStartArray("consequences");
        foreach (var consequence in finding.Consequences) Write(json, consequence);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The fields causes, evidence and treatments.</summary>
    public static void WriteReasons(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartArray("causes");
        foreach (var cause in finding.Causes)
        {
            json.WriteStartObject();
            json.WriteString("id", cause.Id);
            json.WriteAmount("share", cause.Share);
            json.WriteString("evidence", cause.Evidence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("evidence");
        foreach (var evidence in finding.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("quantity", evidence.Quantity);
            json.WriteAmount("value", evidence.Value);
            json.WriteAmount("limit", double.IsNaN(evidence.Limit) ? null : evidence.Limit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("treatments");
        foreach (var treatment in finding.Treatments) json.WriteStringValue(treatment);
        json.WriteEndArray();
    }
}
