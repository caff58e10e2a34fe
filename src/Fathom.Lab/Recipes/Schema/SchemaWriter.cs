using System.Text.Json;

namespace Fathom.Lab.Recipes;

/// <summary>Writes pieces of a JSON Schema as JSON.</summary>
static class SchemaWriter
{
    public static void Write(this Utf8JsonWriter json, SchemaPart part)
    {
        json.WriteStartObject();
        json.WriteInside(part);
        json.WriteEndObject();
    }

    public static void WriteInside(this Utf8JsonWriter json, SchemaPart part)
    {
        if (part.Ref is not null) json.WriteString("$ref", part.Ref);
        if (part.Description is not null) json.WriteString("description", part.Description);
        json.WriteValue("default", part.Default);
        if (part.Type is [var only]) json.WriteString("type", only);
        else json.WriteTexts("type", part.Type);
        json.WriteTexts("enum", part.Enum);
        if (part.Pattern is not null) json.WriteString("pattern", part.Pattern);
        json.WriteValue("maxLength", part.MaxLength);
        json.WriteValue("minimum", part.Minimum);
        json.WriteValue("exclusiveMinimum", part.ExclusiveMinimum);
        json.WriteValue("maximum", part.Maximum);
        json.WriteValue("exclusiveMaximum", part.ExclusiveMaximum);
        json.WritePart("items", part.Items);
        json.WriteValue("minItems", part.MinItems);
        json.WriteValue("maxItems", part.MaxItems);
        json.WriteProperties(part);
        json.WriteFreeKeys(part);
        json.WriteTexts("required", part.Required);
        json.WriteParts("anyOf", part.AnyOf);
        json.WriteParts("allOf", part.AllOf);
        json.WritePart("not", part.Not);
    }

    static void WriteProperties(this Utf8JsonWriter json, SchemaPart part)
    {
        if (part.Properties is null) return;
        json.WriteStartObject("properties");
        foreach (var (name, value) in part.Properties) json.WritePart(name, value);
        json.WriteEndObject();
        if (part.IsClosed) json.WriteBoolean("additionalProperties", false);
    }

    static void WriteFreeKeys(this Utf8JsonWriter json, SchemaPart part)
    {
        if (part.EachKey is null) return;
        json.WriteStartObject("patternProperties");
        json.WritePart(part.EachKey, part.EachValue);
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties", false);
        json.WriteValue("minProperties", part.MinKeys);
    }

    static void WritePart(this Utf8JsonWriter json, string name, SchemaPart? part)
    {
        if (part is null) return;
        json.WritePropertyName(name);
        json.Write(part);
    }

    static void WriteParts(this Utf8JsonWriter json, string name, IReadOnlyList<SchemaPart> parts)
    {
        if (parts.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var part in parts) json.Write(part);
        json.WriteEndArray();
    }

    static void WriteTexts(this Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    static void WriteValue(this Utf8JsonWriter json, string name, object? value)
    {
        if (value is null) return;
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value);
    }
}
