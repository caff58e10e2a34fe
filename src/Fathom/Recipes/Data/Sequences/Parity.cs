namespace Fathom.Recipes;

/// <summary>At each time step 1 or -1, drawn by chance; the class says whether the number of ones is odd, and each step may turn it.</summary>
/// <remarks>Hochreiter and Schmidhuber (1997), section 4, name it as a task that guessing weights solves and gradients find hard.</remarks>
public sealed record Parity : GeneratedData
{
    /// <summary>How many time steps, 2 to 10,000; default 50.</summary>
    public int Length { get; init => field = Require.Between(value, 2, 10_000, nameof(Length)); } = 50;
}
