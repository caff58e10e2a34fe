using System.Text.RegularExpressions;

namespace Fathom.Lab.Recipes;

/// <summary>What may stand where one word of a family is expected.</summary>
static class FamilySchema
{
    public static SchemaPart Of(Family family, SchemaParts parts) => new()
    {
        Description = $"One {family.Noun}.",
        AnyOf = [.. Plain(family), .. Calls(family), .. family.Words.Select(word => parts.Of(family, word))],
    };

    /// <summary>The words that need no option said.</summary>
    static IEnumerable<SchemaPart> Plain(Family family)
    {
        var names = family.Words.Where(word => !word.Options.Any(option => option.IsRequired)).SelectMany(Names).ToArray();
        if (names.Length > 0) yield return new SchemaPart { Enum = names };
    }

    /// <summary>The words whose first option may stand in parentheses and is the only one that must be said.</summary>
    static IEnumerable<SchemaPart> Calls(Family family) =>
        from word in family.Words
        where word.Main is { } main && main.Form.Takes(new ScalarNode("", isQuoted: true, 0, 0)) && !word.Options.Skip(1).Any(option => option.IsRequired)
        select new SchemaPart { Type = ["string"], Pattern = $@"^({string.Join('|', Names(word).Select(Regex.Escape))})\s*\(\s*({word.Main!.Form.CallPattern ?? ".+"})\s*\)$" };

    public static IEnumerable<string> Names(Word word) => word.Aliases.Prepend(word.Name);
}
