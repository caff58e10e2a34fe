using System.Text.Json;

namespace Fathom.Pictures.Tests;

/// <summary>A picture's option, read back.</summary>
sealed class Chart(Picture picture)
{
    readonly JsonElement _option = JsonDocument.Parse(picture.Option).RootElement;

    /// <summary>The names of the rows, from the first on.</summary>
    public IReadOnlyList<string> Rows => [.. Axis("yAxis").GetProperty("data").EnumerateArray().Select(Word)];

    public IReadOnlyList<string> Series => [.. _option.GetProperty("series").EnumerateArray().Select(series => series.GetProperty("name").GetString()!)];

    public JsonElement Option => _option;

    /// <summary>The numbers of the series of that name; NaN for gaps.</summary>
    public IReadOnlyList<double[]> Data(string series) =>
    [
        .. _option.GetProperty("series").EnumerateArray().First(one => one.GetProperty("name").GetString() == series).GetProperty("data").EnumerateArray()
            .Select(item => item.ValueKind == JsonValueKind.Array ? item.EnumerateArray().Select(Number).ToArray() : [Number(item.GetProperty("value"))]),
    ];

    JsonElement Axis(string name) => _option.GetProperty(name) is { ValueKind: JsonValueKind.Array } several ? several[0] : _option.GetProperty(name);

    static string Word(JsonElement item) => item.ValueKind == JsonValueKind.Object ? item.GetProperty("value").GetString()! : item.GetString()!;

    static double Number(JsonElement item) => item.ValueKind == JsonValueKind.Number ? item.GetDouble() : double.NaN;
}
