using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Fathom.Lab.Tests.Recipes.Schema;

/// <summary>
/// A JSON Schema validator (draft 2020-12) for the keywords that the recipe's schema uses; it refuses to work with any other. Made from
/// the specification alone and knowing nothing of recipes.
/// </summary>
sealed class SchemaCheck(JsonObject root)
{
    readonly Dictionary<string, Regex> _patterns = new(StringComparer.Ordinal);

    public bool Accepts(JsonNode? value) => Accepts(root, value);

    bool Accepts(JsonObject schema, JsonNode? value) => schema.All(keyword => keyword.Key switch
    {
        "$schema" or "$defs" or "title" or "description" or "default" => true,
        "$ref" => Accepts(Referred(keyword.Value!.GetValue<string>()), value),
        "type" => Texts(keyword.Value!).Any(type => Is(value, type)),
        "enum" => keyword.Value!.AsArray().Any(one => JsonNode.DeepEquals(one, value)),
        "pattern" => Kind(value) != JsonValueKind.String || Pattern(keyword.Value!.GetValue<string>()).IsMatch(value!.GetValue<string>()),
        "maxLength" => Kind(value) != JsonValueKind.String || new StringInfo(value!.GetValue<string>()).LengthInTextElements <= Number(keyword.Value),
        "minimum" => Kind(value) != JsonValueKind.Number || Number(value) >= Number(keyword.Value),
        "exclusiveMinimum" => Kind(value) != JsonValueKind.Number || Number(value) > Number(keyword.Value),
        "maximum" => Kind(value) != JsonValueKind.Number || Number(value) <= Number(keyword.Value),
        "exclusiveMaximum" => Kind(value) != JsonValueKind.Number || Number(value) < Number(keyword.Value),
        "items" => value is not JsonArray list || list.All(item => Accepts(keyword.Value!.AsObject(), item)),
        "minItems" => value is not JsonArray list || list.Count >= Number(keyword.Value),
        "maxItems" => value is not JsonArray list || list.Count <= Number(keyword.Value),
        "properties" => value is not JsonObject map
            || keyword.Value!.AsObject().All(property => !map.ContainsKey(property.Key) || Accepts(property.Value!.AsObject(), map[property.Key])),
        "patternProperties" => value is not JsonObject map || keyword.Value!.AsObject().All(property => map
            .Where(entry => Pattern(property.Key).IsMatch(entry.Key)).All(entry => Accepts(property.Value!.AsObject(), entry.Value))),
        "minProperties" => value is not JsonObject map || map.Count >= Number(keyword.Value),
        "additionalProperties" => keyword.Value!.GetValue<bool>() || value is not JsonObject map || map.All(entry => Knows(schema, entry.Key)),
        "required" => value is not JsonObject map || Texts(keyword.Value!).All(map.ContainsKey),
        "anyOf" => keyword.Value!.AsArray().Any(part => Accepts(part!.AsObject(), value)),
        "allOf" => keyword.Value!.AsArray().All(part => Accepts(part!.AsObject(), value)),
        "not" => !Accepts(keyword.Value!.AsObject(), value),
        var other => throw new NotSupportedException($"The validator does not know the keyword {other}."),
    });

    JsonObject Referred(string pointer) => pointer.Split('/')[1..].Aggregate((JsonNode)root, (node, key) => node[key]!).AsObject();

    bool Knows(JsonObject schema, string key) =>
        schema["properties"]?.AsObject().ContainsKey(key) == true
        || schema["patternProperties"]?.AsObject().Any(property => Pattern(property.Key).IsMatch(key)) == true;

    static bool Is(JsonNode? value, string type) => type switch
    {
        "null" => value is null,
        "boolean" => Kind(value) is JsonValueKind.True or JsonValueKind.False,
        "string" => Kind(value) == JsonValueKind.String,
        "number" => Kind(value) == JsonValueKind.Number,
        "integer" => Kind(value) == JsonValueKind.Number && Number(value) == Math.Floor(Number(value)),
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        _ => throw new NotSupportedException($"The validator does not know the type {type}."),
    };

    Regex Pattern(string pattern) => _patterns.TryGetValue(pattern, out var known)
        ? known
        : _patterns[pattern] = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(5));

    static JsonValueKind Kind(JsonNode? value) => value?.GetValueKind() ?? JsonValueKind.Null;

    static double Number(JsonNode? value) => double.Parse(value!.ToJsonString(), CultureInfo.InvariantCulture);

    static IEnumerable<string> Texts(JsonNode value) => value is JsonArray list ? list.Select(one => one!.GetValue<string>()) : [value.GetValue<string>()];
}
