namespace Fathom.Lab.Datasets.Generators;

/// <summary>A straight piece of a digit, in a square from -1 to 1 with y downwards.</summary>
readonly record struct Stroke(double FromX, double FromY, double ToX, double ToY);
