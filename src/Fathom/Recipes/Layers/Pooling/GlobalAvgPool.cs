namespace Fathom.Recipes;

/// <summary>The mean of each channel (Lin 2014).</summary>
public sealed record GlobalAvgPool : GlobalPool;
