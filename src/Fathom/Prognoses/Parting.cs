namespace Fathom.Prognoses;

/// <summary>A link behind which a measured gradient is not where theory expects it.</summary>
/// <param name="Name">The link's name.</param>
/// <param name="Measured">log10 of the share of the output gradient's norm that is left behind the link.</param>
/// <param name="Expected">The same as theory expects it, as a band over seeds.</param>
public sealed record Parting(string Name, double Measured, Band Expected);
