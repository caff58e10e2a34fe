namespace Fathom.Lab.Recipes;

/// <summary>A map with known keys.</summary>
sealed class SectionForm<T>(Word word) : Form<T>, ISectionForm
{
    public Word Word => word;

    public override string Expected => $"a map with {string.Join(", ", word.Options.Select(option => option.Name))}";

    public override bool IsBlock => true;

    public override bool Takes(Node node) => node is MapNode;

    public override object? Read(Node node, Spot spot, RecipeReading reading) =>
        node is MapNode map ? word.Assemble(map, map.Entries, spot, reading) : Refuse(node, spot, reading);

    public override SchemaPart Schema(SchemaParts parts) => parts.Of(word);

    public override void Write(object value, YamlText text)
    {
        text.BeginMap(inline: false);
        foreach (var (option, set) in word.Said(value))
        {
            text.Plain(option.Name);
            option.Form.Write(set, text);
        }

        text.EndMap();
    }
}
