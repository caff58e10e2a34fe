using System.Text.Json;

namespace Fathom.Web.Live;

/// <summary>What a viewer says.</summary>
/// <param name="Want">The pictures that it shows now; null where that has not changed.</param>
/// <param name="Again">Those among them that it has lost.</param>
/// <param name="Seen">The turn that it has drawn; null where it says nothing of that.</param>
sealed record LiveMessage(IReadOnlyList<string>? Want, IReadOnlyList<string> Again, long? Seen)
{
    const int MostPictures = 24;
    const int MostCharacters = 400;

    public static LiveMessage Read(ReadOnlyMemory<byte> text)
    {
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException("A message must be an object.");
        long? seen = root.TryGetProperty("seen", out var turn) && turn.ValueKind == JsonValueKind.Number && turn.TryGetInt64(out var number) ? number : null;
        return new(Keys(root, "want"), Keys(root, "again") ?? [], seen);
    }

    static IReadOnlyList<string>? Keys(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var keys)) return null;
        if (keys.ValueKind != JsonValueKind.Array || keys.EnumerateArray().Any(key => key.ValueKind != JsonValueKind.String)) throw new JsonException($"{name} must be a list of texts.");
        return [.. keys.EnumerateArray().Take(MostPictures).Select(key => key.GetString()!).Where(key => key.Length is > 0 and <= MostCharacters)];
    }
}
