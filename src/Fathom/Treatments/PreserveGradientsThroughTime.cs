using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Pulls the recurrent weights of plain recurrent layers to where a gradient keeps its norm from time step to time step.</summary>
/// <remarks>Pascanu, Mikolov and Bengio (2013), section 3.3, equations 9 and 10.</remarks>
public sealed record PreserveGradientsThroughTime : ITreatment
{
    /// <inheritdoc/>
    public string Id => "preserve-gradients-through-time";

    /// <summary>How strongly, above 0, at most 1,000,000; 1 unless said otherwise.</summary>
    public double Strength { get; init => field = Require.Between(Require.Positive(value, nameof(Strength)), 0, 1e6, nameof(Strength)); } = 1;

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Rule;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => ["short-memory", "exploding-through-time", "recurrent-steps"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        if (!recipe.Network.WrittenLayers().Any(IsSeen)) return [];
        ITreatment[] forms = [this with { Strength = 1 }, this with { Strength = 0.1 }, this with { Strength = 10 }];
        return forms.Where(form => !form.ApplyTo(recipe).Equals(recipe));
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe) => !recipe.Network.WrittenLayers().Any(IsSeen) ? recipe : recipe with
    {
        // States are seen only between cells.
        Network = recipe.Network.Rewrite(layer => [layer is Rnn rnn && IsSeen(rnn) ? rnn with { Form = RecurrentForm.Cells } : layer]),
        Training = recipe.Training with { PreserveGradients = Math.Max(recipe.Training.PreserveGradients, Strength) },
    };

    /// <inheritdoc/>
    public string Describe(Recipe recipe) =>
        $"Add {Figures.Text(Strength)} times the squared distance from 1 of what each time step multiplies the gradient norm by, for the recurrent weights.";

    /// <inheritdoc/>
    public string InCode(Recipe recipe) =>
        "Write the recurrence out with torch.nn.RNNCell and retain_grad() on each state h; after loss.backward(), with W = cell.weight_hh, d = h[t + 1].grad and tanh, "
        + $"add {Figures.Text(Strength)} * ((d.matmul(W) * (1 - h[t].detach().square())).norm(1) / d.norm(1) - 1).square().mean() over all t, and call backward() on the sum.";

    static bool IsSeen(Layer layer) => layer is Rnn { LayerNorm: false };
}
