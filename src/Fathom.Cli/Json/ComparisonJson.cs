using System.Text.Json;
using Fathom.Lab.Cures;
using Fathom.Runs;

namespace Fathom.Cli.Json;

/// <summary>Two runs side by side as JSON, as docs/json.md describes it.</summary>
static class ComparisonJson
{
    public const string Schema = "fathom.comparison/1";

    public static void Write(Utf8JsonWriter json, RunComparison comparison, IReadOnlyList<DiffLine> recipes)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        WriteRun(json, "left", comparison.Left);
        WriteRun(json, "right", comparison.Right);
        json.WriteNumber("commonStep", comparison.CommonStep);
        json.WriteStartArray("numbers");
        foreach (var (name, left, right, first, last) in comparison.Numbers)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteAmount("left", left);
            json.WriteAmount("right", right);
            json.WriteNumber("firstStep", first);
            json.WriteNumber("lastStep", last);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteLedgers(json, comparison);
        WriteFindings(json, comparison);
        json.WriteStartArray("recipes");
        foreach (var line in recipes.Where(line => line.Sign != ' ')) json.WriteStringValue(line.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteRun(Utf8JsonWriter json, string name, RunView run)
    {
        json.WriteStartObject(name);
        json.WriteString("id", run.Manifest.Id);
        json.WriteString("name", run.Manifest.Name);
        json.WriteString("folder", run.Folder);
        json.WriteString("kind", run.Manifest.Kind.ToString().ToLowerInvariant());
        json.WriteString("status", run.Status.ToString().ToLowerInvariant());
        json.WriteNumber("steps", run.Step);
        json.WriteEndObject();
    }

    static void WriteLedgers(Utf8JsonWriter json, RunComparison comparison)
    {
        json.WriteStartObject("ledger");
        json.WriteAmount("leftStep", comparison.LedgerSteps.Left);
        json.WriteAmount("rightStep", comparison.LedgerSteps.Right);
        json.WriteStartArray("kinds");
        foreach (var (kind, left, right) in comparison.Kinds)
        {
            json.WriteStartObject();
            json.WriteString("kind", kind.ToString().ToLowerInvariant());
            json.WriteAmount("left", left);
            json.WriteAmount("right", right);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteFindings(Utf8JsonWriter json, RunComparison comparison)
    {
        json.WriteStartArray("findings");
        foreach (var (id, left, right) in comparison.Findings)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WritePropertyName("left");
            if (left is null) json.WriteNullValue();
            else FindingJson.Write(json, left);
            json.WritePropertyName("right");
            if (right is null) json.WriteNullValue();
            else FindingJson.Write(json, right);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
