namespace Fathom.Lab.Recipes;

/// <summary>A value in one word or number.</summary>
abstract class ScalarForm<T> : Form<T>
    where T : notnull
{
    public sealed override bool Takes(Node node) => node is ScalarNode;

    public sealed override object? Read(Node node, Spot spot, RecipeReading reading) =>
        node is ScalarNode { IsEmpty: false } scalar && TryParse(scalar.Text, out var value) ? value : Refuse(node, spot, reading);

    public sealed override void Write(object value, YamlText text) => Write((T)value, text);

    protected abstract bool TryParse(string text, out T value);

    protected abstract void Write(T value, YamlText text);
}
