using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fathom.Web.Tests.Live;

/// <summary>What a page does with what it is sent: the slow twin of its script.</summary>
static class Turns
{
    /// <summary>Takes up a turn's pictures, whole ones and changes, and counts the changes; returns the turn's number.</summary>
    public static long Take(this JsonElement message, Dictionary<string, JsonNode> known, ref int changed)
    {
        foreach (var picture in message.GetProperty("pictures").EnumerateArray())
        {
            var key = picture.GetProperty("picture").GetString()!;
            if (!picture.TryGetProperty("changes", out var changes)) known[key] = JsonNode.Parse(picture.GetRawText())!;
            else if (known.TryGetValue(key, out var whole)) Apply(whole, changes);
            if (changes.ValueKind == JsonValueKind.Array) changed++;
        }

        return message.GetProperty("turn").GetInt64();
    }

    public static void Apply(JsonNode whole, JsonElement changes)
    {
        foreach (var change in changes.EnumerateArray())
        {
            var path = change[0].EnumerateArray().ToList();
            var place = whole;
            foreach (var name in path[..^1]) place = At(place, name);
            if (change.GetArrayLength() > 2) Splice(At(place, path[^1]).AsArray(), change[1].GetInt32(), change[2].GetInt32(), change[3]);
            else if (path[^1].ValueKind == JsonValueKind.Number) place[path[^1].GetInt32()] = NodeOf(change[1]);
            else place[path[^1].GetString()!] = NodeOf(change[1]);
        }
    }

    static void Splice(JsonArray list, int start, int count, JsonElement items)
    {
        for (; count > 0; count--) list.RemoveAt(start);
        foreach (var item in items.EnumerateArray()) list.Insert(start++, NodeOf(item));
    }

    static JsonNode At(JsonNode place, JsonElement name) => (name.ValueKind == JsonValueKind.Number ? place[name.GetInt32()] : place[name.GetString()!])!;

    static JsonNode? NodeOf(JsonElement element) => JsonNode.Parse(element.GetRawText());
}
