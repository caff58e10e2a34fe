namespace Fathom.Pictures;

/// <summary>What theory expects of the gradient at one layer's output.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Low">log10 of the lower end.</param>
/// <param name="Middle">log10 of what a typical seed gives.</param>
/// <param name="High">log10 of the upper end.</param>
public sealed record DepthBandPoint(string Layer, double Low, double Middle, double High);
