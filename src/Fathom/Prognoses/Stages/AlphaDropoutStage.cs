using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>Sets numbers to SELU's lowest value at random and then scales and shifts all, so that mean 0 and variance 1 stay.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Keep">The share that is kept, above 0 to 1.</param>
sealed record AlphaDropoutStage(string Name, double Keep) : Stage(Name)
{
    // -λα of Klambauer, Unterthiner, Mayr and Hochreiter (2017), Self-normalizing neural networks, section 3.
    const double Lowest = -1.7580993408473766;

    public override LinkKind Kind => LinkKind.Dropout;

    public override Passage Pass(Signal signal)
    {
        var drop = 1 - Keep;
        var scale = 1 / Math.Sqrt(Keep + Keep * drop * Lowest * Lowest);
        var shift = -scale * drop * Lowest;
        var square = scale * scale * (Keep * signal.Square + drop * Lowest * Lowest) + 2 * scale * shift * (Keep * signal.Mean + drop * Lowest) + shift * shift;
        var output = new Signal(square, scale * Keep * signal.Mean, scale * scale * Keep * Keep * signal.Product)
        {
            ProductSlope = scale * scale * Keep * Keep * signal.ProductSlope,
        };
        return new Passage(output, Math.Log(scale * scale * Keep)) { SizeResponse = square > 0 ? scale * scale * Keep * signal.Square / square : 0 };
    }
}
