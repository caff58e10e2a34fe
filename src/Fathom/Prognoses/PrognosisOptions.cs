namespace Fathom.Prognoses;

/// <summary>What a prognosis is told beyond the recipe.</summary>
public sealed record PrognosisOptions
{
    /// <summary>
    /// The mean square of one number of the input; null: as usual for the recipe's data (0.1 for images of brightness 0 to 1, 0.17 to
    /// 0.54 for points in the plane, 1 for tables).
    /// </summary>
    public double? InputMeanSquare { get; init => field = value is { } square ? Require.Positive(square) : null; }

    /// <summary>The cosine between two different inputs, -1 to 1; null: as usual for the recipe's data (0.4 for images, 0 otherwise).</summary>
    public double? InputCorrelation { get; init => field = value is { } cosine ? Require.Between(cosine, -1, 1, nameof(InputCorrelation)) : null; }

    /// <summary>
    /// The spread from seed to seed, in decades of the whole ledger, above which the prognosis says that the width is too small for
    /// theory; default 0.5.
    /// </summary>
    public double TrustedSpread { get; init => field = Require.Positive(value); } = 0.5;
}
