namespace Fathom.Lab.Modules.Recurrent;

/// <summary>How large the weights of one cell are.</summary>
/// <param name="Input">How many numbers enter at each time step.</param>
/// <param name="Units">How many numbers the state has.</param>
/// <param name="Bias">Whether there are biases.</param>
/// <param name="LayerNorm">Whether each time step is normalised.</param>
readonly record struct CellShape(long Input, long Units, bool Bias, bool LayerNorm);
