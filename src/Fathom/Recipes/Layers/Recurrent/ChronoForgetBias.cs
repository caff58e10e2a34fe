namespace Fathom.Recipes;

/// <summary>
/// Every unit starts with log u, u uniform from 1 to steps - 1, so that their memories reach evenly over all times up to that many
/// steps; in an LSTM the input gate starts with the opposite.
/// </summary>
/// <remarks>Tallec and Ollivier (2018), Can recurrent neural networks warp time?, equation 16.</remarks>
public sealed record ChronoForgetBias : ForgetBias
{
    /// <summary>How many time steps are to be remembered, 3 to 10,000,000.</summary>
    public required int Steps { get; init => field = Require.Between(value, 3, 10_000_000, nameof(Steps)); }
}
