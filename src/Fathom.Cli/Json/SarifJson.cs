using System.Text.Json;
using Fathom.Cli.Text;
using Fathom.Diagnoses;
using Fathom.Lab.Training;

namespace Fathom.Cli.Json;

/// <summary>An examination's findings as SARIF 2.1.0 (OASIS 2020), which continuous integration systems show beside the code.</summary>
static class SarifJson
{
    public static void Write(Utf8JsonWriter json, Examination examination, SarifSource source)
    {
        var rules = IllnessPage.All.Select(page => page.Id)
            .Union(examination.Findings.Select(finding => finding.Id), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, rules);
        json.WriteStartObject("automationDetails");
        json.WriteString("id", $"fathom/{examination.Recipe.Name}");
        json.WriteEndObject();
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", !examination.Interrupted);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("results");
        foreach (var finding in examination.Findings) WriteResult(json, finding, rules.IndexOf(finding.Id), source, examination.Recipe.Name);
        json.WriteEndArray();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartObject("properties");
        json.WriteNumber("seed", examination.Recipe.Seed);
        json.WriteNumber("steps", examination.Steps);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void WriteTool(Utf8JsonWriter json, IEnumerable<string> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Fathom");
        json.WriteString("semanticVersion", typeof(Finding).Assembly.GetName().Version!.ToString(3));
        json.WriteStartArray("rules");
        foreach (var id in rules) WriteRule(json, id, IllnessPage.All.FirstOrDefault(page => string.Equals(page.Id, id, StringComparison.Ordinal)));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteRule(Utf8JsonWriter json, string id, IllnessPage? page)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        if (page is not null)
        {
            WriteMessage(json, "shortDescription", page.Gist);
            WriteMessage(json, "fullDescription", page.Meaning);
            json.WriteStartObject("help");
            json.WriteString("text", page.Text);
            json.WriteString("markdown", page.Text);
            json.WriteEndObject();
            // SARIF asks for absolute addresses as helpUri; the page is in the repository, and its text is here.
            json.WriteStartObject("properties");
            json.WriteString("page", page.Path);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    static void WriteResult(Utf8JsonWriter json, Finding finding, int rule, SarifSource source, string recipe)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Id);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", LevelOf(finding.Severity));
        WriteMessage(json, "message", MessageOf(finding));
        json.WriteStartArray("locations");
        WriteLocation(json, finding.Place, source, recipe, message: null);
        json.WriteEndArray();
        if (finding.Consequences.Count > 0)
        {
            json.WriteStartArray("relatedLocations");
            foreach (var other in finding.Consequences) WriteLocation(json, other.Place, source, recipe, $"Also, because of it: {other.Title}. {other.Summary}");
            json.WriteEndArray();
        }

        json.WriteStartObject("partialFingerprints");
        json.WriteString("illnessAtPlace/v1", $"{recipe}/{finding.Place}/{finding.Id}");
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("severity", FindingText.Name(finding.Severity));
        json.WriteNumber("step", finding.Step);
        json.WriteAmount("confidence", finding.Confidence);
        FindingJson.WriteReasons(json, finding);
        json.WriteStartArray("consequences");
        foreach (var other in finding.Consequences) FindingJson.Write(json, other);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteLocation(Utf8JsonWriter json, string place, SarifSource source, string recipe, string? message)
    {
        json.WriteStartObject();
        if (source.Uri is { } uri)
        {
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", uri);
            json.WriteEndObject();
            if (source.LinesOf(place) is { } lines)
            {
                json.WriteStartObject("region");
                json.WriteNumber("startLine", lines.First);
                json.WriteNumber("endLine", lines.Last);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("name", place);
        json.WriteString("fullyQualifiedName", $"{recipe}/{place}");
        json.WriteString("kind", "layer");
        json.WriteEndObject();
        json.WriteEndArray();
        if (message is not null) WriteMessage(json, "message", message);
        json.WriteEndObject();
    }

    static void WriteMessage(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    // SARIF knows no worse than an error.
    static string LevelOf(Severity severity) => severity switch
    {
        Severity.Note => "note",
        Severity.Warning => "warning",
        _ => "error",
    };

    static string MessageOf(Finding finding)
    {
        var also = finding.Consequences.Count == 0 ? "" : $" Also, because of it: {string.Join(", ", finding.Consequences.Select(other => other.Id).Distinct(StringComparer.Ordinal))}.";
        var treatment = finding.Treatments is [var best, ..] ? $" What to do: {best}" : "";
        var meaning = finding.Meaning.Length == 0 ? "" : " " + finding.Meaning;
        return $"{finding.Place}: {finding.Summary}{meaning}{also}{treatment}";
    }
}
