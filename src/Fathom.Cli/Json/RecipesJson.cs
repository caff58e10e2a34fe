using System.Text.Json;

namespace Fathom.Cli.Json;

/// <summary>The bundled recipes as JSON.</summary>
static class RecipesJson
{
    public const string Schema = "fathom.recipes/1";

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
}
