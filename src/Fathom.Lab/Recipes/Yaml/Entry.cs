namespace Fathom.Lab.Recipes;

/// <summary>One key of a map and what stands behind it.</summary>
sealed record Entry(ScalarNode Key, Node Value)
{
    public string Name => Key.Text;
}
