namespace Fathom.Recipes;

/// <summary>Every unit starts with the same bias; 1 keeps 0.73 of the state at each step, 2 keeps 0.88.</summary>
/// <remarks>Gers, Schmidhuber and Cummins (2000), Learning to forget; Jozefowicz, Zaremba and Sutskever (2015) recommend 1.</remarks>
public sealed record FixedForgetBias : ForgetBias
{
    /// <summary>The bias, -1,000 to 1,000: the sum of torch's two bias vectors.</summary>
    public required double Value { get; init => field = Require.Between(value, -1000, 1000, nameof(Value)); }
}
