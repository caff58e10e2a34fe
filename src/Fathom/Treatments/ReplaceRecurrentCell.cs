using Fathom.Diagnoses;
using Fathom.Prognoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Puts an LSTM or a GRU of the same size in the place of each plain recurrent layer.</summary>
/// <remarks>
/// Hochreiter and Schmidhuber (1997), Long short-term memory; Cho et al. (2014) for the GRU; Tallec and Ollivier (2018) for gates that
/// begin open for the length of the task, without which an LSTM forgets as well: 4e-6 is left after 25 steps.
/// </remarks>
public sealed record ReplaceRecurrentCell : ITreatment
{
    static readonly string[] Illnesses = ["short-memory", "exploding-through-time", "vanishing-gradient", "exploding-gradient", "loss-plateau", "recurrent-steps"];

    /// <inheritdoc/>
    public string Id => "replace-recurrent-cell";

    /// <summary>What comes instead; an LSTM unless said otherwise.</summary>
    public RecurrentCell By { get; init; }

    /// <summary>For how many time steps the gates begin open (chrono), 3 to 10,000,000; null, as unless said otherwise: they begin half open.</summary>
    public int? Steps { get; init => field = value is { } steps ? Require.Between(steps, Sequences.Fewest, 10_000_000, nameof(Steps)) : null; }

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Design;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => Illnesses;

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var length = recipe.Network.Longest<Rnn>();
        int? steps = length >= Sequences.Fewest ? length : null;
        return new ITreatment[]
        {
            this with { By = RecurrentCell.Lstm, Steps = steps },
            this with { By = RecurrentCell.Gru, Steps = steps },
            this with { By = RecurrentCell.Gru, Steps = null },
        }.Distinct().ThatChange(recipe);
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Treated(recipe.Network.Rewrite(layer => [layer is Rnn rnn ? Gated(rnn) : layer]));
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var open = Steps is { } steps
            ? FormattableString.Invariant($", its gates open for up to {steps} steps, which alone leave {CellPath.ChronoShare(steps, steps):0.##} of the gradient's norm after as many")
            : "";
        return $"Replace {Wording.Count(recipe.Network.CountOf<Rnn>(_ => true), "plain recurrent layer")} by {Name.ToLowerInvariant()} of the same size{open}.";
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe)
    {
        var state = By == RecurrentCell.Lstm ? ", which has a second state, the cell, beside the first" : "";
        var open = Steps is { } steps ? $" {OpenForgetGate.ChronoCode(By, steps)}" : "";
        return $"Replace RNN(inputs, units) by {Name}(inputs, units), and RNNCell by {Name}Cell{state}.{open}";
    }

    string Name => By == RecurrentCell.Lstm ? "LSTM" : "GRU";

    GatedLayer Gated(Rnn rnn)
    {
        GatedLayer cell = By == RecurrentCell.Lstm ? new Lstm { Units = rnn.Units } : new Gru { Units = rnn.Units };
        return cell with
        {
            Name = rnn.Name,
            Layers = rnn.Layers,
            Bidirectional = rnn.Bidirectional,
            Form = rnn.Form,
            Output = rnn.Output,
            Bias = rnn.Bias,
            Init = rnn.Init,
            BiasInit = rnn.BiasInit,
            // What kept a plain cell's state says nothing about gates.
            RecurrentInit = rnn.RecurrentInit is null ? null : new Orthogonal(),
            LayerNorm = rnn.LayerNorm,
            Dropout = rnn.Dropout,
            Variational = rnn.Variational,
            Truncate = rnn.Truncate,
            ForgetBias = rnn.Bias && Steps is { } steps ? new ChronoForgetBias { Steps = steps } : null,
        };
    }
}
