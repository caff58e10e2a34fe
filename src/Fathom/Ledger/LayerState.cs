namespace Fathom.Ledger;

/// <summary>What reaches one layer that can learn, and how far it moves, in one step.</summary>
/// <param name="Name">The module's name; "network" for the root.</param>
/// <param name="Type">The module's type.</param>
/// <param name="DecadesLeft">
/// log10 of the gradient norm at the module's output over that at the network's output: 0 at the output, negative where the gradient
/// has shrunk, -∞ where nothing is left in its own precision. The largest of all calls, because the parameters add them up.
/// </param>
/// <param name="UpdateRatio">
/// Norm of the change of the module's largest parameter over the norm of its values; NaN where no update was measured.
/// </param>
/// <param name="Movement">
/// The largest of <paramref name="UpdateRatio"/> and the changes of the layer's other parameters (biases, which shift the output)
/// over the size of its output; NaN where no update was measured.
/// </param>
/// <param name="LostShare">The share of weights that were pulled and kept their value, 0 to 1; NaN where no update was measured.</param>
/// <param name="PullRatio">Norm of the largest parameter's gradient over the norm of its values; NaN where either is unknown.</param>
public sealed record LayerState(string Name, string Type, double DecadesLeft, double UpdateRatio, double Movement, double LostShare, double PullRatio);
