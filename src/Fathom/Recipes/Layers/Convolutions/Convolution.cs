namespace Fathom.Recipes;

/// <summary>Every output is a weighted sum of a small neighbourhood, with the same weights everywhere.</summary>
public abstract record Convolution : AffineLayer
{
    /// <summary>How many channels come out, 1 to 100,000.</summary>
    public required int Channels { get; init => field = Require.Between(value, 1, 100_000, nameof(Channels)); }

    /// <summary>How far a neighbourhood reaches in each direction, 1 to 1,000; default 3.</summary>
    public int Kernel { get; init => field = Require.Between(value, 1, 1000, nameof(Kernel)); } = 3;

    /// <summary>How far one neighbourhood is from the next, 1 to 1,000; default 1.</summary>
    public int Stride { get; init => field = Require.Between(value, 1, 1000, nameof(Stride)); } = 1;

    /// <summary>What is put around; default: nothing.</summary>
    public Padding Padding { get; init; }

    /// <summary>How far the neighbours that are looked at lie apart, 1 to 1,000; default 1: side by side.</summary>
    public int Dilation { get; init => field = Require.Between(value, 1, 1000, nameof(Dilation)); } = 1;

    /// <summary>Into how many groups that do not see each other the channels are divided, 1 to 100,000; default 1.</summary>
    public int Groups { get; init => field = Require.Between(value, 1, 100_000, nameof(Groups)); } = 1;

    /// <summary>How many dimensions a neighbourhood has: 1 or 2.</summary>
    public abstract int Dimensions { get; }

    /// <summary>How many numbers a neighbourhood has in one channel.</summary>
    public long Field => Dimensions == 1 ? Kernel : (long)Kernel * Kernel;

    int Reach => (Dilation * (Kernel - 1)) + 1;

    /// <summary>How many zeros stand on each side.</summary>
    public int PaddingAround => Padding.Around(Reach);

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input)
    {
        if (input.Count != Dimensions + 1 || input[0] % Groups != 0 || Channels % Groups != 0 || (Padding.IsSame && Reach % 2 == 0)) return null;
        return Window.Over(input, Channels, Reach, Stride, PaddingAround);
    }

    /// <inheritdoc/>
    public override string Refusal(ValueList<int> input) =>
        input.Count != Dimensions + 1 ? base.Refusal(input)
        : input[0] % Groups != 0 || Channels % Groups != 0 ? $"divides {input[0]} channels into {Channels} in {Groups} groups, which must divide both"
        : Padding.IsSame && Reach % 2 == 0 ? $"needs an odd kernel to pad the same on both sides, but its kernel reaches over {Reach}"
        : $"has a kernel that reaches over {Reach}, but {input} comes in; make the kernel smaller or add padding";

    /// <inheritdoc/>
    public override long ParameterCount(ValueList<int> input) =>
        Channels * (((long)input[0] / Groups * Field) + (Bias ? 1L : 0L) + (WeightNorm ? 1L : 0L));
}
