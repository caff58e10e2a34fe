namespace Fathom.Recipes;

/// <summary>Counts the numbers that a shape holds.</summary>
static class Numbers
{
    public static long In(ValueList<int> shape)
    {
        var count = 1L;
        foreach (var size in shape) count = Math.Min(count * size, int.MaxValue + 1L);
        return count;
    }
}
