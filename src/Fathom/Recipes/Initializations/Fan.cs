namespace Fathom.Recipes;

/// <summary>Which way an initialisation keeps variances level.</summary>
public enum Fan
{
    /// <summary>By the numbers that flow into one output: level on the way forward.</summary>
    In,

    /// <summary>By the outputs that one input flows into: level on the way back.</summary>
    Out,
}
