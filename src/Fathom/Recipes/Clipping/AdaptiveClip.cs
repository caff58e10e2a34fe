namespace Fathom.Recipes;

/// <summary>Clipping whose limit follows the training instead of being a number.</summary>
public abstract record AdaptiveClip;
