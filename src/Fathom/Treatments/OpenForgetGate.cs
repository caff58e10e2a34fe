using Fathom.Diagnoses;
using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Lets the gates that keep the state of LSTMs and GRUs begin open.</summary>
/// <remarks>
/// Gers, Schmidhuber and Cummins (2000) and Jozefowicz, Zaremba and Sutskever (2015) for a bias of 1; Tallec and Ollivier (2018), Can
/// recurrent neural networks warp time?, equation 16, for biases ln u, u even between 1 and the longest memory. Gates that are open wider
/// already, and layers without biases, are left alone.
/// </remarks>
public sealed record OpenForgetGate : ITreatment
{
    static readonly string[] Illnesses = ["short-memory", "vanishing-gradient", "loss-plateau", "recurrent-steps"];

    /// <inheritdoc/>
    public string Id => "open-forget-gate";

    /// <summary>How the gates' biases start; 1 unless said otherwise.</summary>
    public ForgetBias Bias { get; init; } = new FixedForgetBias { Value = 1 };

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Start;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => Illnesses;

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var length = recipe.Network.Longest<GatedLayer>();
        if (length < Sequences.Fewest) return [];
        return new ITreatment[]
        {
            this with { Bias = new ChronoForgetBias { Steps = length } },
            this with { Bias = new FixedForgetBias { Value = Math.Max(1, Math.Round(Math.Log(length), 1)) } },
            this with { Bias = new FixedForgetBias { Value = 1 } },
        }.Distinct().ThatChange(recipe);
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Treated(recipe.Network.Rewrite(layer => [layer is GatedLayer gated && Opens(gated) ? gated with { ForgetBias = Bias } : layer]));
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var layers = Wording.Count(recipe.Network.CountOf<GatedLayer>(Opens), "recurrent layer");
        return Bias switch
        {
            ChronoForgetBias chrono => FormattableString.Invariant($"Start the forget biases of {layers} for memories of up to {chrono.Steps} steps (chrono), which alone leave {CellPath.ChronoShare(chrono.Steps, chrono.Steps):0.##} of the gradient's norm after as many."),
            FixedForgetBias bias => FormattableString.Invariant($"Start the forget biases of {layers} at {bias.Value:0.##}, so that a gate keeps {Kept(bias.Value):0.00} of the state at each step."),
            _ => $"Start the forget biases of {layers} higher.",
        };
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return Bias switch
        {
            ChronoForgetBias chrono => ChronoCode(recipe.Network.CountOf<Lstm>(_ => true) > 0 ? RecurrentCell.Lstm : RecurrentCell.Gru, chrono.Steps),
            FixedForgetBias bias => FormattableString.Invariant($"Of the parameter bias_ih_l0 set [units .. 2 * units] to {bias.Value:0.##} under no_grad(), and the same of bias_hh_l0 to 0: torch adds the two."),
            _ => "Raise the forget gate's part of bias_ih_l0.",
        };
    }

    /// <summary>The chrono start as lines of a TorchSharp program.</summary>
    /// <remarks>torch's order of gates: LSTM input, forget, cell, output; GRU reset, update, new, the update gate keeping the state.</remarks>
    internal static string ChronoCode(RecurrentCell cell, int steps) => FormattableString.Invariant(
        $"Of the parameter bias_ih_l0 set [units .. 2 * units] to empty(units).uniform_(1, {steps - 1}).log() under no_grad(), and the same of bias_hh_l0 to 0")
        + (cell == RecurrentCell.Lstm ? "; the input gate, the first units, starts with the opposite." : ".");

    bool Opens(GatedLayer layer) => layer.Bias && Reach(Bias) > Reach(layer.ForgetBias);

    static double Kept(double bias) => 1 / (1 + Math.Exp(-bias));

    /// <summary>For how many steps a gate stays open: a memory of 1/(1 - f) steps has the bias ln of one less.</summary>
    static double Reach(ForgetBias? bias) => bias switch
    {
        ChronoForgetBias chrono => chrono.Steps,
        FixedForgetBias { Value: var value } => 1 + Math.Exp(value),
        _ => 0,
    };
}
