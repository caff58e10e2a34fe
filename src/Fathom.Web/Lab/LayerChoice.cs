namespace Fathom.Web.Lab;

/// <summary>A hidden layer with an activation of its own.</summary>
/// <param name="Layer">Which, from 1.</param>
/// <param name="Activation">A code of <see cref="LabWords.Activations"/>.</param>
public sealed record LayerChoice(int Layer, string Activation);
