namespace Fathom.Cli;

/// <summary>A recipe that ships inside and needs no file.</summary>
sealed record BundledRecipe(string Name, string Summary);
