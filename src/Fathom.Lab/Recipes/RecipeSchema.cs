using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Fathom.Lab.Recipes;

/// <summary>The recipe language as a JSON Schema (draft 2020-12), so that editors complete and check recipes.</summary>
/// <remarks>
/// It follows the parser except where a schema cannot: it knows nothing of how layers fit together, of limits inside parentheses such as
/// <c>normal(0.01)</c>, of two numbers that must be in order, of names that stand twice, or of how deep and long a text may be; keys have
/// no order in it, and 2.0 is a whole number. It is stricter where a number or a truth value stands in quotes.
/// </remarks>
public static class RecipeSchema
{
    /// <summary>The schema, as <c>docs/recipe.schema.json</c> has it.</summary>
    public static string Text { get; } = Write();

    // The relaxed encoder keeps letters such as × readable; the file is never part of an HTML page.
    static JsonWriterOptions Options => new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static string Write()
    {
        var parts = new SchemaParts();
        var root = RecipeWords.Root.Schema(parts);
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Options with { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "Fathom recipe");
            json.WriteInside(root);
            json.WriteStartObject("$defs");
            foreach (var (name, part) in parts.Named)
            {
                json.WritePropertyName(name);
                json.WriteRawValue(OneLine(part!));
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray()) + "\n";
    }

    // One line for each piece: short enough to keep, and a difference shows which word changed.
    static byte[] OneLine(SchemaPart part)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Options)) json.Write(part);
        return line.ToArray();
    }
}
