namespace Fathom.Recipes;

/// <summary>A window that moves over everything but the channels.</summary>
static class Window
{
    /// <summary>The shape that comes out; null where the window does not fit.</summary>
    public static ValueList<int>? Over(ValueList<int> input, int channels, int reach, int stride, int padding)
    {
        var output = new int[input.Count];
        output[0] = channels;
        for (var dimension = 1; dimension < output.Length; dimension++)
        {
            var room = input[dimension] + (2L * padding) - reach;
            if (room < 0) return null;
            output[dimension] = (int)(room / stride) + 1;
        }

        return ValueList.Of<int>(output);
    }
}
