namespace Fathom.Lab.Recipes;

sealed class MapNode(IReadOnlyList<Entry> entries, int line, int column) : Node(line, column)
{
    public IReadOnlyList<Entry> Entries => entries;

    public override string Shown => "a map";
}
