namespace Fathom.Recipes;

/// <summary>
/// Two or three symbols, each X or Y, stand far apart in a sequence of distractors a, b, c and d that begins with E and ends with B; their
/// order is the class: 4 or 8 of them. Who always gives each the same chance has a cross-entropy of ln 4 or ln 8.
/// </summary>
/// <remarks>
/// Hochreiter and Schmidhuber (1997), experiments 6a and 6b: the places are drawn from 10 to 20 and 50 to 60 percent of the length, or from
/// 10 to 20, 33 to 43 and 66 to 76. The length is fixed, as in Pascanu, Mikolov and Bengio (2013), where theirs varies by a tenth.
/// </remarks>
public sealed record TemporalOrder : GeneratedData
{
    /// <summary>How many time steps, 10 to 10,000; default 100.</summary>
    public int Length { get; init => field = Require.Between(value, 10, 10_000, nameof(Length)); } = 100;

    /// <summary>How many symbols count, 2 or 3; default 2.</summary>
    public int Symbols { get; init => field = Require.Between(value, 2, 3, nameof(Symbols)); } = 2;

    /// <summary>How a symbol becomes numbers; there are 8 symbols. Default one-hot.</summary>
    public SymbolEncoding Encoding { get; init; }
}
