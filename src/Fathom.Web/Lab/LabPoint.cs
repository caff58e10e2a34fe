using Fathom.Prognoses;

namespace Fathom.Web.Lab;

/// <summary>What theory expects to be left of the gradient at one column of the drawn network.</summary>
/// <param name="Place">The place's name in the network.</param>
/// <param name="Label">How the page calls it: a hidden layer's number, or a time step.</param>
/// <param name="Left">log10 of the share of the output gradient's norm that arrives there, as a band over seeds; NaN where theory has no number.</param>
public sealed record LabPoint(string Place, string Label, Band Left);
