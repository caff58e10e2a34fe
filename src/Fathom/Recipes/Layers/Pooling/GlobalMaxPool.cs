namespace Fathom.Recipes;

/// <summary>The greatest number of each channel.</summary>
public sealed record GlobalMaxPool : GlobalPool;
