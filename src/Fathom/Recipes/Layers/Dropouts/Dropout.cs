namespace Fathom.Recipes;

/// <summary>Each number on its own (Srivastava 2014).</summary>
public sealed record Dropout : RandomDrop;
