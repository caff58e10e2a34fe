namespace Fathom.Recipes;

/// <summary>How a recurrent layer is built.</summary>
public enum RecurrentForm
{
    /// <summary>As one module of torch's own that takes the whole sequence: fast, and closed to probes.</summary>
    Whole,

    /// <summary>As a cell that is called once per time step, so that probes see every step.</summary>
    Cells,
}
