namespace Fathom.Recipes;

/// <summary>70,000 handwritten digits as 28×28 images (LeCun, Cortes and Burges 1998).</summary>
public sealed record Mnist : PublishedData;
