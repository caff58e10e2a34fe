using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fathom.Lab.Recipes;

namespace Fathom.Lab.Tests.Recipes.Schema;

/// <summary>Recipes as JSON, the way an editor sees YAML (its core schema), and back as the parser sees it.</summary>
static class Documents
{
    public static JsonNode? ToJson(string yaml)
    {
        using var text = new StringReader(yaml);
        return ToJson(new NodeReader(new RecipeReading()).Read(text)!);
    }

    /// <summary>What the parser says to a document, apart from how the layers fit together.</summary>
    public static IReadOnlyList<RecipeMistake> MistakesIn(JsonNode? document)
    {
        var reading = new RecipeReading();
        RecipeWords.Root.Read(ToNode(document), new Spot("", "A recipe"), reading);
        return reading.Mistakes;
    }

    static JsonNode? ToJson(Node node) => node switch
    {
        MapNode map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Name, ToJson(entry.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(ToJson)]),
        ScalarNode { IsEmpty: true } => null,
        ScalarNode { IsQuoted: false, Text: "true" or "false" } truth => truth.Text == "true",
        ScalarNode { IsQuoted: false } scalar when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) =>
            long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : JsonValue.Create(number),
        ScalarNode scalar => scalar.Text,
        _ => throw new NotSupportedException(),
    };

    static Node ToNode(JsonNode? value) => value switch
    {
        null => new ScalarNode("", isQuoted: false, 1, 1),
        JsonObject map => new MapNode([.. map.Select(entry => new Entry(new ScalarNode(entry.Key, isQuoted: true, 1, 1), ToNode(entry.Value)))], 1, 1),
        JsonArray list => new ListNode([.. list.Select(ToNode)], 1, 1),
        _ when value.GetValueKind() == JsonValueKind.String => new ScalarNode(value.GetValue<string>(), isQuoted: true, 1, 1),
        _ => new ScalarNode(value.ToJsonString(), isQuoted: false, 1, 1),
    };
}
