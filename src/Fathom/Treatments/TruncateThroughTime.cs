using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Cuts the gradient of recurrent layers after a number of time steps.</summary>
/// <remarks>
/// Williams and Peng (1990), An efficient gradient-based algorithm for on-line training of recurrent network trajectories. What grows by a
/// factor at each step grows over fewer; what lies farther back is not learnt from any more.
/// </remarks>
public sealed record TruncateThroughTime : ITreatment
{
    static readonly int[] Divisors = [2, 4, 8];

    static readonly string[] Illnesses = ["exploding-through-time", "exploding-gradient", "gradient-spike", "non-finite", "recurrent-steps", "overflow"];

    /// <inheritdoc/>
    public string Id => "truncate-through-time";

    /// <summary>After how many steps, 1 to 1,000,000; 20 unless said otherwise.</summary>
    public int Steps { get; init => field = Require.Between(value, 1, 1_000_000, nameof(Steps)); } = 20;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Rule;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => Illnesses;

    /// <summary>Half, a quarter and an eighth of the sequence; none for gradients that vanish, which reach those steps all the same.</summary>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(finding);
        if (finding.Id is "vanishing-gradient" or "short-memory") return [];
        var length = recipe.Network.Longest<RecurrentLayer>();
        return Divisors.Select(divisor => length / divisor).Where(steps => steps > 1).Select(steps => this with { Steps = steps }).Distinct().ThatChange(recipe);
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Treated(recipe.Network.Rewrite(layer => [layer is RecurrentLayer recurrent && IsLonger(recurrent) ? recurrent with { Truncate = Steps } : layer]));
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return FormattableString.Invariant(
            $"Cut the gradient of {Wording.Count(recipe.Network.CountOf<RecurrentLayer>(IsLonger), "recurrent layer")} after {Steps} of {recipe.Network.Longest<RecurrentLayer>()} time steps.");
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => FormattableString.Invariant(
        $"Call the layer, or the cell, on {Wording.Count(Steps, "time step")} at a time, and hand the state on as state.detach().");

    bool IsLonger(RecurrentLayer layer) => layer.Truncate is not { } steps || steps > Steps;
}
