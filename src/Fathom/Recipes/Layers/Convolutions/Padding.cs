namespace Fathom.Recipes;

/// <summary>How many zeros are put around what a convolution takes.</summary>
/// <remarks>The default value is no padding.</remarks>
public readonly record struct Padding
{
    /// <summary>As many zeros as keep the size, or divide it by the stride.</summary>
    public static Padding Same { get; } = new() { IsSame = true };

    /// <summary>How many on each side, 0 to 1,000; 0 where <see cref="IsSame"/>.</summary>
    public int Amount { get; private init; }

    /// <summary>Whether there are as many as keep the size, or divide it by the stride.</summary>
    public bool IsSame { get; private init; }

    /// <summary><paramref name="amount"/> zeros on each side, 0 to 1,000.</summary>
    public static Padding Of(int amount) => new() { Amount = Require.Between(amount, 0, 1000) };

    /// <summary>How many zeros stand on each side where the kernel reaches over <paramref name="reach"/> numbers.</summary>
    public int Around(int reach) => IsSame ? (reach - 1) / 2 : Amount;

    /// <summary>The amount, or <c>same</c>.</summary>
    public override string ToString() => IsSame ? "same" : $"{Amount}";
}
