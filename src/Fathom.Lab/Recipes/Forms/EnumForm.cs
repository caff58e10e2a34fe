namespace Fathom.Lab.Recipes;

/// <summary>One of a few plain words.</summary>
sealed class EnumForm<T> : ScalarForm<T>
    where T : struct, Enum
{
    public override string Expected => string.Join(" or ", Enum.GetValues<T>().Select(NameOf));

    protected override bool TryParse(string text, out T value)
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            value = candidate;
            if (NameOf(candidate) == text) return true;
        }

        value = default;
        return false;
    }

    protected override void Write(T value, YamlText text) => text.Plain(NameOf(value));

    static string NameOf(T value) => value.ToString().ToLowerInvariant();
}
