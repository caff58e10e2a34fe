using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Fathom.Web.Live;

namespace Fathom.Web.Tests.Live;

public sealed class JsonChangesTests
{
    static readonly Gen<string> Leaf = Gen.OneOf(Gen.Int[0, 3].Select(number => $"{number}"), Gen.Const("null"), Gen.Const("1.50"), Gen.Const("\"a\\u0022b\""), Gen.Const("[]"), Gen.Const("{}"));

    static readonly Gen<string> List = Leaf.Array[0, 6].Select(items => $"[{string.Join(',', items)}]");

    // Few names and few numbers: most of two such objects is alike, as with two states of a chart.
    static readonly Gen<string> Inner = Gen.Select(Leaf, List, List.Array[0, 4], (leaf, list, lists) => $$"""{"a":{{leaf}},"data":{{list}},"cells":[{{string.Join(',', lists)}}]}""");

    static readonly Gen<string> Outer = Gen.Select(Inner, Inner.Array[0, 3], Gen.OneOf(Leaf, List, Inner), (inner, series, any) => $$"""{"option":{{inner}},"series":[{{string.Join(',', series)}}],"any":{{any}}}""");

    [Fact]
    public void Makes_of_one_object_exactly_the_other() => Gen.Select(Outer, Outer).Sample((before, now) =>
    {
        var whole = JsonNode.Parse(before)!;

        Turns.Apply(whole, Changes(before, now));

        return whole.ToJsonString() == JsonNode.Parse(now)!.ToJsonString();
    }, seed: "0000KOIPZDF1", iter: 2_000);

    [Theory]
    [InlineData("""{"x":1,"y":2}""", """{"x":1,"y":2}""", "[]")]
    [InlineData("""{"x":1,"y":2}""", """{"x":1,"y":3}""", """[[["y"],3]]""")]
    [InlineData("""{"data":[[1,2],[3,4]]}""", """{"data":[[1,2],[3,5],[6,7]]}""", """[[["data"],1,1,[[3,5],[6,7]]]]""")]
    [InlineData("""{"data":[1,2,3]}""", """{"data":[1,9,2,3]}""", """[[["data"],1,0,[9]]]""")]
    [InlineData("""{"series":[{"name":"a","data":[1]},{"name":"b","data":[1]}]}""", """{"series":[{"name":"a","data":[1]},{"name":"b","data":[1,2]}]}""", """[[["series",1,"data"],1,0,[2]]]""")]
    [InlineData("""{"option":{"a":1}}""", """{"option":{"b":1}}""", """[[["option"],{"b":1}]]""")]
    public void Says_no_more_than_has_changed(string before, string now, string changes) => Assert.Equal(changes, Changes(before, now).GetRawText());

    static JsonElement Changes(string before, string now)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) JsonChanges.Write(writer, JsonDocument.Parse(before).RootElement, JsonDocument.Parse(now).RootElement);
        return JsonDocument.Parse(Encoding.UTF8.GetString(buffer.ToArray())).RootElement;
    }
}
