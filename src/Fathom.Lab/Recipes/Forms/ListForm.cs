using System.Globalization;
using Fathom.Recipes;

namespace Fathom.Lab.Recipes;

/// <summary>A list of values of one form.</summary>
sealed class ListForm<T>(Form<T> item, int least, int most) : Form<ValueList<T>>, IListForm
{
    public Form<T> Item => item;

    public Form Inner => item;

    public int Least => least;

    public int Most => most;

    public override string Expected =>
        $"a list of {(least == most ? Show(least) : $"{Show(least)} to {Show(most)}")} items" + (IsBlock ? "" : $", each {item.Expected}");

    public override bool IsBlock => item.IsBlock;

    public override bool Takes(Node node) => node is ListNode;

    public override object? Read(Node node, Spot spot, RecipeReading reading)
    {
        if (node is not ListNode list || list.Items.Count < least || list.Items.Count > most)
        {
            if (node is ListNode { Items.Count: var count })
                reading.Add(node, spot.Path, $"{spot.Name} must be {Expected}, but had {count}.");
            else
                Refuse(node, spot, reading);
            return null;
        }

        var read = list.Items.Select((child, index) => item.Read(child, spot.Item(index), reading)).ToArray();
        return ValueList.Of<T>([.. read.Where(value => value is not null).Cast<T>()]) is { } values && values.Count == read.Length ? values : null;
    }

    public override void Write(object value, YamlText text)
    {
        text.BeginList(inline: !IsBlock);
        foreach (var one in (ValueList<T>)value) item.Write(one!, text);
        text.EndList();
    }

    public override SchemaPart Schema(SchemaParts parts) =>
        new() { Type = ["array"], Items = item.Schema(parts), MinItems = least, MaxItems = most };

    static string Show(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
