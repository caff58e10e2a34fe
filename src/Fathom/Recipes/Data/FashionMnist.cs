namespace Fathom.Recipes;

/// <summary>70,000 pieces of clothing as 28×28 images, ten classes (Xiao, Rasul and Vollgraf 2017).</summary>
public sealed record FashionMnist : PublishedData;
