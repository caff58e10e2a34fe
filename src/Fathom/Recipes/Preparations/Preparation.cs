namespace Fathom.Recipes;

/// <summary>
/// What is done to each feature by itself before anything learns from it. What it needs to know about a feature, it learns from the
/// samples that are trained on, and does the same to those held out.
/// </summary>
public abstract record Preparation;
