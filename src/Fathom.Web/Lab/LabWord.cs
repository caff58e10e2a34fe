namespace Fathom.Web.Lab;

/// <summary>One choice of a control.</summary>
/// <param name="Code">How a URL writes it.</param>
/// <param name="Label">How the page calls it.</param>
public sealed record LabWord(string Code, string Label);
