using System.Text.Json;

namespace Fathom.Cli.Json;

/// <summary>The bundled recipes as JSON.</summary>
static class RecipesJson
{
    public const string Schema = "fathom.recipes/1";
    public const string OneSchema = "fathom.recipe/1";

    public static void Write(Utf8JsonWriter json, IReadOnlyList<BundledRecipe> recipes)
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteStartArray("recipes");
        foreach (var recipe in recipes)
        {
            json.WriteStartObject();
            json.WriteString("name", recipe.Name);
            json.WriteString("summary", recipe.Summary);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteOne(Utf8JsonWriter json, string name, string yaml)
    {
        json.WriteStartObject();
        json.WriteString("schema", OneSchema);
        json.WriteString("name", name);
        json.WriteString("yaml", yaml);
        json.WriteEndObject();
    }
}
