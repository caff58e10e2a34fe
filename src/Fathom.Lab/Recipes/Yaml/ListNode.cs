namespace Fathom.Lab.Recipes;

sealed class ListNode(IReadOnlyList<Node> items, int line, int column) : Node(line, column)
{
    public IReadOnlyList<Node> Items => items;

    public override string Shown => "a list";
}
