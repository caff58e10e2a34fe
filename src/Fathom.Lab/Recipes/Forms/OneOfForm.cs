namespace Fathom.Lab.Recipes;

/// <summary>One of a few names, each standing for a value.</summary>
sealed class OneOfForm<T>(params IReadOnlyList<(string Name, T Value)> choices) : ScalarForm<T>
    where T : struct, Enum
{
    public IReadOnlyList<(string Name, T Value)> Choices => choices;

    public override string Expected => $"one of {string.Join(", ", choices.Select(choice => choice.Name))}";

    protected override bool TryParse(string text, out T value)
    {
        var found = choices.FirstOrDefault(choice => choice.Name == text);
        value = found.Value;
        return found.Name is not null;
    }

    protected override void Write(T value, YamlText text) => text.Plain(choices.First(choice => choice.Value.Equals(value)).Name);
}
