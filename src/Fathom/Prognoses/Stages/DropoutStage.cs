using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>Sets numbers to zero at random and divides the others by the share that is kept.</summary>
/// <param name="Name">The place's name.</param>
/// <param name="Keep">The share that is kept, above 0 to 1.</param>
/// <param name="Width">How many numbers there are.</param>
sealed record DropoutStage(string Name, double Keep, double Width) : Stage(Name)
{
    public override LinkKind Kind => LinkKind.Dropout;

    // Schoenholz, Gilmer, Ganguli and Sohl-Dickstein (2017), section 5: two inputs are dropped independently, so that only the mean
    // square grows, not the product.
    public override Passage Pass(Signal signal) => new(signal with { Square = signal.Square / Keep, IsNormal = signal.IsNormal && Keep == 1 }, -Math.Log(Keep))
    {
        // Mask and slope meet the same numbers: E m⁴ / (E m²)² = 1/p multiplies 3 E φ'⁴ / (E φ'²)².
        Variance = 3 * signal.SlopeUnevenness * (1 / Keep - 1) / Width,
    };
}
