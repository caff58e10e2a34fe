namespace Fathom.Recipes;

/// <summary>Every output stands for a small neighbourhood of one channel.</summary>
public abstract record Pool : Layer
{
    /// <summary>How far a neighbourhood reaches in each direction, 1 to 1,000; default 2.</summary>
    public int Kernel { get; init => field = Require.Between(value, 1, 1000, nameof(Kernel)); } = 2;

    /// <summary>How far one neighbourhood is from the next, 1 to 1,000; null: the kernel, so that they lie side by side.</summary>
    public int? Stride { get; init => field = value is { } stride ? Require.Between(stride, 1, 1000, nameof(Stride)) : null; }

    /// <summary>How many numbers that count for nothing stand on each side, 0 to 500, at most half the kernel; default 0.</summary>
    public int Padding { get; init => field = Require.Between(value, 0, 500, nameof(Padding)); }

    /// <inheritdoc/>
    public override string InputRule => "channels and a length such as [1, 784], or channels, height and width such as [1, 28, 28]";

    /// <inheritdoc/>
    public override ValueList<int>? OutputShape(ValueList<int> input) =>
        input.Count is 2 or 3 && 2 * Padding <= Kernel ? Window.Over(input, input[0], Kernel, Stride ?? Kernel, Padding) : null;

    /// <inheritdoc/>
    public override string Refusal(ValueList<int> input) =>
        input.Count is not (2 or 3) ? base.Refusal(input)
        : 2 * Padding > Kernel ? $"may pad by at most half its kernel of {Kernel}, but pads by {Padding}"
        : $"has a kernel of {Kernel}, but {input} comes in; make the kernel smaller";
}
