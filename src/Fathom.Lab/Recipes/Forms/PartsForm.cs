using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>Lists of layers under names: <c>{ block: [ … ] }</c>.</summary>
sealed class PartsForm : Form<ValueList<Part>>, IListForm
{
    static readonly NameForm Name = new();

    public override string Expected => "a map of names, each with a list of layers";

    public override bool IsBlock => true;

    public Form Inner => LayerWords.List;

    public override bool Takes(Node node) => node is MapNode;

    public override object? Read(Node node, Spot spot, RecipeReading reading)
    {
        if (node is not MapNode { Entries.Count: > 0 } map) return Refuse(node, spot, reading);
        var parts = new List<Part>();
        foreach (var entry in map.Entries)
        {
            var name = (string?)Name.Read(entry.Key, spot.Under(entry.Name), reading);
            var layers = (ValueList<Layer>?)LayerWords.List.Read(entry.Value, spot.Under(entry.Name), reading);
            if (name is null || layers is null) continue;
            var part = new Part(name, layers);
            reading.Remember(part, entry.Key, spot.Under(entry.Name).Path);
            parts.Add(part);
        }

        return parts.Count == map.Entries.Count ? ValueList.Of<Part>([.. parts]) : null;
    }

    public override SchemaPart Schema(SchemaParts parts) =>
        new() { Type = ["object"], EachKey = NameForm.Pattern, EachValue = LayerWords.List.Schema(parts), MinKeys = 1 };

    public override void Write(object value, YamlText text)
    {
        text.BeginMap(inline: false);
        foreach (var part in (ValueList<Part>)value)
        {
            text.Text(part.Name);
            LayerWords.List.Write(part.Layers, text);
        }

        text.EndMap();
    }
}
