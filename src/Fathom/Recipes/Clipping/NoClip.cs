namespace Fathom.Recipes;

/// <summary>No adaptive clipping.</summary>
public sealed record NoClip : AdaptiveClip;
