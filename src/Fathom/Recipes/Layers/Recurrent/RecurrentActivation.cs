namespace Fathom.Recipes;

/// <summary>The function that a plain recurrent layer applies at every time step.</summary>
public enum RecurrentActivation
{
    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>The greater of x and 0, as in the IRNN of Le, Jaitly and Hinton (2015).</summary>
    Relu,
}
