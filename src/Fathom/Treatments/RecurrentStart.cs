namespace Fathom.Treatments;

/// <summary>How recurrent weights start so that a time step keeps the gradient's norm.</summary>
public enum RecurrentStart
{
    /// <summary>Orthogonal, times what the activation takes away.</summary>
    Orthogonal,

    /// <summary>The identity, with relu as activation and biases at zero: the IRNN. Plain recurrent layers only.</summary>
    Identity,
}
