using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>The word of an activation, without its options.</summary>
sealed class ActivationForm : ScalarForm<string>
{
    /// <summary>The words there are; asked for on use, because layers hold initialisations.</summary>
    public static IReadOnlyList<string> Names => [.. LayerWords.All.Words.Where(word => word.Record.IsAssignableTo(typeof(Activation))).Select(word => word.Name)];

    public override string Expected => $"an activation: one of {string.Join(", ", Names)}";

    protected override bool TryParse(string text, out string value)
    {
        value = text;
        return Names.Contains(text, StringComparer.Ordinal);
    }

    protected override void Write(string value, YamlText text) => text.Plain(value);
}
