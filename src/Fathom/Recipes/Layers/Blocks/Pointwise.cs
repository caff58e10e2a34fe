namespace Fathom.Recipes;

/// <summary>Finds the smallest learnt layer that leads from one shape to another.</summary>
static class Pointwise
{
    /// <summary>
    /// A layer without bias from <paramref name="input"/> to <paramref name="output"/>: linear between flat shapes, else a convolution with
    /// a kernel of 1; null where there is none. Shapes of two numbers are sequences of features unless they are
    /// <paramref name="channels"/> and a length.
    /// </summary>
    public static AffineLayer? Between(ValueList<int> input, ValueList<int> output, bool channels)
    {
        if (input.Count != output.Count) return null;
        AffineLayer? layer = input.Count switch
        {
            1 => new Linear { Units = output[0], Bias = false },
            2 when !channels => new Linear { Units = output[1], Bias = false },
            2 => new Conv1d { Channels = output[0], Kernel = 1, Stride = Stride(input, output), Bias = false },
            3 => new Conv2d { Channels = output[0], Kernel = 1, Stride = Stride(input, output), Bias = false },
            _ => null,
        };
        return layer is not null && output.Equals(layer.OutputShape(input)) ? layer : null;
    }

    static int Stride(ValueList<int> input, ValueList<int> output) => Math.Clamp((input[1] + output[1] - 1) / output[1], 1, 1000);
}
