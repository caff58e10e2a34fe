namespace Fathom.Recipes;

/// <summary>60,000 colour images of 32×32, ten classes of animals and vehicles (Krizhevsky 2009).</summary>
public sealed record Cifar10 : PublishedData;
