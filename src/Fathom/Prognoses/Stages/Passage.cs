using Fathom.Ledger;

namespace Fathom.Prognoses;

/// <summary>What one stage does to the signal on its way forward and to the gradient on its way back.</summary>
/// <param name="Output">The signal that leaves.</param>
/// <param name="LogGain">ln of what the gradient's squared norm is multiplied by; -∞ where nothing is left.</param>
readonly record struct Passage(Signal Output, double LogGain)
{
    /// <summary>Variance over seeds of <see cref="LogGain"/> at this width.</summary>
    public double Variance { get; init; }

    /// <summary>d <see cref="LogGain"/> / d ln of the incoming mean square.</summary>
    public double GainResponse { get; init; }

    /// <summary>d ln of the leaving mean square / d ln of the incoming one.</summary>
    public double SizeResponse { get; init; } = 1;

    /// <summary>Variance over seeds that this stage adds to ln of the leaving mean square.</summary>
    public double SizeNoise { get; init; }

    /// <summary>The expectations that an activation's passage rests on; null where the stage is none.</summary>
    public Expectations? Moments { get; init; }

    /// <summary>The ways through a block; empty for a plain stage.</summary>
    public IReadOnlyList<Way> Ways { get; init; } = [];
}
