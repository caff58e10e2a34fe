using System.Runtime.InteropServices;
using System.Text.Json;

namespace Fathom.Web.Live;

/// <summary>
/// What must be done to one JSON object to make another of it, as a list of changes to be done in order: [path, value] puts a value in its place,
/// [path, start, count, items] puts items into a list where some stood before. A path is a list of names and places.
/// </summary>
sealed class JsonChanges
{
    readonly Utf8JsonWriter _writer;

    // A text for a member of an object, a number for a place in a list.
    readonly List<(string? Name, int Place)> _path = [];

    JsonChanges(Utf8JsonWriter writer) => _writer = writer;

    /// <summary>Writes the list of changes from <paramref name="before"/> to <paramref name="now"/>, which must be objects with the same members in the same order.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement before, JsonElement now)
    {
        writer.WriteStartArray();
        new JsonChanges(writer).Compare(before, now);
        writer.WriteEndArray();
    }

    void Compare(JsonElement before, JsonElement now)
    {
        if (AreSame(before, now)) return;
        if (before.ValueKind == JsonValueKind.Object && now.ValueKind == JsonValueKind.Object && HaveSameNames(before, now)) CompareMembers(before, now);
        else if (before.ValueKind == JsonValueKind.Array && now.ValueKind == JsonValueKind.Array) CompareLists([.. before.EnumerateArray()], [.. now.EnumerateArray()]);
        else Put(now);
    }

    void CompareMembers(JsonElement before, JsonElement now)
    {
        foreach (var (one, other) in before.EnumerateObject().Zip(now.EnumerateObject()))
        {
            _path.Add((one.Name, 0));
            Compare(one.Value, other.Value);
            _path.RemoveAt(_path.Count - 1);
        }
    }

    void CompareLists(List<JsonElement> before, List<JsonElement> now)
    {
        var (shorter, start, end) = (Math.Min(before.Count, now.Count), 0, 0);
        while (start < shorter && AreSame(before[start], now[start])) start++;
        while (end < shorter - start && AreSame(before[^(end + 1)], now[^(end + 1)])) end++;

        // Objects, such as the series of a chart, have parts that stay; points and cells are shorter than a path to them.
        if (before.Count == now.Count && before[start..^end].TrueForAll(IsObject) && now[start..^end].TrueForAll(IsObject))
        {
            for (var place = start; place < now.Count - end; place++)
            {
                _path.Add((null, place));
                Compare(before[place], now[place]);
                _path.RemoveAt(_path.Count - 1);
            }

            return;
        }

        Begin();
        _writer.WriteNumberValue(start);
        _writer.WriteNumberValue(before.Count - start - end);
        _writer.WriteStartArray();
        foreach (var item in now[start..^end]) WriteRaw(item);
        _writer.WriteEndArray();
        _writer.WriteEndArray();
    }

    void Put(JsonElement value)
    {
        Begin();
        WriteRaw(value);
        _writer.WriteEndArray();
    }

    void Begin()
    {
        _writer.WriteStartArray();
        _writer.WriteStartArray();
        foreach (var (name, place) in _path)
        {
            if (name is null) _writer.WriteNumberValue(place);
            else _writer.WriteStringValue(name);
        }

        _writer.WriteEndArray();
    }

    // As it was written: so a viewer that changes what it has gets the very numbers of one that gets everything.
    void WriteRaw(JsonElement value) => _writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);

    static bool AreSame(JsonElement one, JsonElement other) => JsonMarshal.GetRawUtf8Value(one).SequenceEqual(JsonMarshal.GetRawUtf8Value(other));

    static bool IsObject(JsonElement element) => element.ValueKind == JsonValueKind.Object;

    static bool HaveSameNames(JsonElement before, JsonElement now) =>
        before.GetPropertyCount() == now.GetPropertyCount() && before.EnumerateObject().Zip(now.EnumerateObject()).All(pair => pair.First.NameEquals(pair.Second.Name));
}
