namespace Fathom.Recipes;

/// <summary>How the numbers of a training are stored: weights, inputs, gradients and loss alike.</summary>
public enum Precision
{
    /// <summary>24 bits of mantissa, 1.4e-45 to 3.4e38.</summary>
    Float32,

    /// <summary>53 bits of mantissa, 4.9e-324 to 1.8e308.</summary>
    Float64,

    /// <summary>8 bits of mantissa, 9.2e-41 to 3.4e38.</summary>
    Bfloat16,

    /// <summary>11 bits of mantissa, 6.0e-8 to 65,504.</summary>
    Float16,
}
