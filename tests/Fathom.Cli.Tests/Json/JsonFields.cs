using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fathom.Cli.Tests.Json;

/// <summary>The fields of a JSON document, and those that docs/json.md describes.</summary>
static partial class JsonFields
{
    /// <summary>Described once for all under their own headings: tensor summaries and bands.</summary>
    static readonly string[] Summaries = ["activation", "gradient", "value", "change"];

    public static IEnumerable<string> Of(JsonElement element) => Of("", element);

    /// <summary>The fields in the tables under a command's heading.</summary>
    public static IEnumerable<string> Documented(string command)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "json.md"));
        var begin = text.IndexOf($"## `{command}`", StringComparison.Ordinal);
        var end = text.IndexOf("\n## ", begin + 1, StringComparison.Ordinal);
        return FieldRow().Matches(end < 0 ? text[begin..] : text[begin..end]).Select(row => row.Groups["field"].Value);
    }

    static IEnumerable<string> Of(string path, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Field(path, property)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Of(path + "[]", item)),
        _ => [],
    };

    static IEnumerable<string> Field(string path, JsonProperty property)
    {
        var field = path.Length == 0 ? property.Name : $"{path}.{property.Name}";

        // Described once for all: what a word beside null means, the kinds of links, links within ways, findings within findings, tensor summaries.
        if (property.Name.EndsWith("Is", StringComparison.Ordinal) || path == "ledger.byKind") return [];
        if (property.Value.ValueKind == JsonValueKind.Object && Summaries.Contains(property.Name))
            return [field, .. Of("(summary)", property.Value)];
        if (field is "ledger.links[].ways[].links" or "findings[].consequences" or "ledger.links[].leftBand" or "totalDecades" or "firstBelow") return [field];
        return [field, .. Of(field, property.Value)];
    }

    [GeneratedRegex(@"^\| `(?<field>[^`]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FieldRow();
}
