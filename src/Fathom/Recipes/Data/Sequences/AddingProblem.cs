namespace Fathom.Recipes;

/// <summary>
/// At each time step a number drawn evenly from 0 to 1 and a mark; two steps are marked, one in each half, and the label is the sum of
/// their two numbers. Who always answers 1 has a mean squared error of 1/6.
/// </summary>
/// <remarks>
/// Hochreiter and Schmidhuber (1997), experiment 4, in the form of Le, Jaitly and Hinton (2015), section 4.1, with a mark in each half
/// as in Arjovsky, Shah and Bengio (2016).
/// </remarks>
public sealed record AddingProblem : GeneratedData
{
    /// <summary>How many time steps, 2 to 10,000; default 100.</summary>
    public int Length { get; init => field = Require.Between(value, 2, 10_000, nameof(Length)); } = 100;
}
