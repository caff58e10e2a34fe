using Fathom.Ledger;

namespace Fathom.Diagnoses;

/// <summary>What a network was like before any step was taken, as far as it was read.</summary>
/// <param name="Step">The first step that was read.</param>
/// <param name="IsLevel">True where the gradient reached every layer with no more than a hundred times its norm at the output, and no less than a hundredth.</param>
sealed record Beginning(long Step, bool IsLevel)
{
    /// <summary>Two decades either way: what exploding and vanishing gradients are asked for, too.</summary>
    const double Tolerated = 2;

    /// <summary>The beginning of a history; without readings it is taken for level.</summary>
    public static Beginning Of(ReadingHistory history) => history.First is { } first
        ? new Beginning(first.Step, !first.HasNonFinite && LayerProfile.Of(first).All(layer => Math.Abs(layer.DecadesLeft) <= Tolerated))
        : new Beginning(1, IsLevel: true);
}
