using System.Text.Json.Nodes;
using CsCheck;
using Fathom.Lab.Recipes;

namespace Fathom.Lab.Tests.Recipes.Schema;

/// <summary>Changes one place of a document: a value, a key, or whether they are there.</summary>
static class Mutation
{
    static readonly string[] Keys =
    [
        .. RecipeLanguage.Sections.Concat(RecipeLanguage.Families.SelectMany(family => family.Words))
            .SelectMany(word => word.Options.Select(option => option.Name).Append(word.Name)).Distinct(StringComparer.Ordinal),
        "source", "nonsense",
    ];

    /// <summary>A place, what is done there, and with what.</summary>
    public static Gen<(int Place, int Deed, JsonNode? With)> Any => Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 4], Values);

    // No text that reads as a number or a truth value: the parser takes those in quotes, which the schema leaves out on purpose.
    static Gen<JsonNode?> Values => Gen.OneOf(
        Gen.Const(0).Select(_ => (JsonNode?)null),
        Gen.Bool.Select(truth => (JsonNode?)JsonValue.Create(truth)),
        Gen.Int[-3, 12].Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Long.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Double[-2, 2].Where(number => number != Math.Floor(number)).Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Int[0, 100_000].Select(index => (JsonNode?)JsonValue.Create(Texts[index % Texts.Count])),
        Gen.Const(0).Select(_ => (JsonNode?)new JsonObject()),
        Gen.Const(0).Select(_ => (JsonNode?)new JsonArray()),
        Gen.Int[-1, 3].Array[1, 4].Select(numbers => (JsonNode?)new JsonArray([.. numbers.Select(number => JsonValue.Create(number))])),
        Gen.Int[0, 100_000].Select(index => (JsonNode?)new JsonObject { [Texts[index % Texts.Count]] = index % 7 }));

    static IReadOnlyList<string> Texts { get; } =
    [
        .. RecipeLanguage.Families.SelectMany(family => family.Words.SelectMany(word => word.Aliases.Prepend(word.Name))),
        "", " ", "nonsense", "a.b", "a b", "normal(0.5)", "normal (0.5)", "normal(x)", "normal()", "he(2)", "linear(3)", "relu(3)", "sgd(0.5)", ";", "tab", "one\ntwo", "größer",
    ];

    public static void Apply(JsonNode root, (int Place, int Deed, JsonNode? With) mutation)
    {
        var places = Places(root).ToArray();
        var (parent, key, index) = places[mutation.Place % places.Length];
        if (parent is JsonArray list)
        {
            if (mutation.Deed == 0) list.RemoveAt(index);
            else if (mutation.Deed == 1) list.Insert(index, mutation.With?.DeepClone());
            else list[index] = mutation.With?.DeepClone();
            return;
        }

        var map = parent.AsObject();
        var name = Keys[mutation.Place % Keys.Length];
        if (mutation.Deed == 0) map.Remove(key!);
        else if (mutation.Deed == 1) map[name] = mutation.With?.DeepClone();
        else if (mutation.Deed == 2 && !map.ContainsKey(name)) Rename(map, key!, name);
        else map[key!] = mutation.With?.DeepClone();
    }

    static void Rename(JsonObject map, string from, string to)
    {
        var value = map[from]?.DeepClone();
        map.Remove(from);
        map[to] = value;
    }

    static IEnumerable<(JsonNode Parent, string? Key, int Index)> Places(JsonNode? node) => node switch
    {
        JsonObject map => map.ToArray().SelectMany(entry => Places(entry.Value).Prepend((map, entry.Key, 0))),
        JsonArray list => Enumerable.Range(0, list.Count).SelectMany(index => Places(list[index]).Prepend((list, null, index))),
        _ => [],
    };
}
