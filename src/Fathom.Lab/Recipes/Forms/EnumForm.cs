namespace Fathom.Lab.Recipes;

/// <summary>One of a few names, in kebab case.</summary>
sealed class EnumForm<T> : ScalarForm<T>, IListed
    where T : struct, Enum
{
    public IReadOnlyList<object> Values { get; } = [.. Enum.GetValues<T>().Cast<object>()];

    static IEnumerable<string> Names => Enum.GetValues<T>().Select(Spell);

    public override string Expected => $"one of {string.Join(", ", Names)}";

    public override string CallPattern => string.Join('|', Names);

    public override SchemaPart Schema(SchemaParts parts) => new() { Enum = [.. Names] };

    protected override bool TryParse(string text, out T value)
    {
        var found = Enum.GetValues<T>().Where(candidate => string.Equals(Spell(candidate), text, StringComparison.Ordinal)).ToArray();
        value = found.FirstOrDefault();
        return found.Length > 0;
    }

    protected override void Write(T value, YamlText text) => text.Plain(Spell(value));

    static string Spell(T value) =>
        string.Concat(value.ToString().Select((sign, at) => char.IsUpper(sign) ? $"{(at > 0 ? "-" : "")}{char.ToLowerInvariant(sign)}" : $"{sign}"));
}
