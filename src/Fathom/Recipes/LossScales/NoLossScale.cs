namespace Fathom.Recipes;

/// <summary>No scale, and no float32 copies: the optimizer steps the weights as they are stored.</summary>
public sealed record NoLossScale : LossScale;
