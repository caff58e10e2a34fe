namespace Fathom.Recipes;

/// <summary>
/// Ten symbols out of eight, then blanks, then after the delay a sign to repeat the ten: one answer per time step, blank until the last ten.
/// Who answers blank and then guesses has a cross-entropy of 10 ln 8 / (delay + 20) over all steps.
/// </summary>
/// <remarks>Hochreiter and Schmidhuber (1997) in the form of Arjovsky, Shah and Bengio (2016), Unitary evolution recurrent neural networks.</remarks>
public sealed record CopyMemory : GeneratedData
{
    /// <summary>How many symbols are to be repeated: 10.</summary>
    public const int Repeated = 10;

    /// <summary>How many time steps lie between the symbols and their repetition, 1 to 10,000; default 100. The sequence has 20 more.</summary>
    public int Delay { get; init => field = Require.Between(value, 1, 10_000, nameof(Delay)); } = 100;

    /// <summary>How a symbol becomes numbers; there are 10 symbols that enter, and 9 answers. Default one-hot.</summary>
    public SymbolEncoding Encoding { get; init; }
}
