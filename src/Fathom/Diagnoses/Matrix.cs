namespace Fathom.Diagnoses;

/// <summary>The size with which one matrix of weights began.</summary>
/// <param name="Name">The module's name.</param>
/// <param name="Activation">The type of the activation behind it.</param>
/// <param name="Variance">fan-in times the variance of its weights: σ_w².</param>
/// <param name="Wanted">What the activation needs.</param>
sealed record Matrix(string Name, string Activation, double Variance, double Wanted)
{
    /// <summary>By how many decades it changes a norm beyond what it should.</summary>
    public double Decades => 0.5 * Math.Log10(Variance / Wanted);
}
