using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Takes the mean over all time steps instead of the last one, so that every step has a short way to the loss.</summary>
/// <remarks>
/// Of T steps each gets 1/T of the gradient at once, whatever the recurrent weights leave of it. It fits where the answer does not depend on
/// the order of what was read, or the state keeps what matters. Maas et al. (2011) and Collobert et al. (2011) pool sequences so.
/// </remarks>
public sealed record ShortenPathThroughTime : ITreatment
{
    static readonly string[] Illnesses = ["short-memory", "vanishing-gradient", "loss-plateau", "recurrent-steps"];

    /// <inheritdoc/>
    public string Id => "shorten-path-through-time";

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Part;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => Illnesses;

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Network.Longest<RecurrentLayer>() > 1 ? new ITreatment[] { this }.ThatChange(recipe) : [];
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Treated(recipe.Network.Rewrite(layer => layer switch
        {
            RecurrentLayer { Output: RecurrentOutput.Last } recurrent => [recurrent with { Output = RecurrentOutput.Sequence }, new MeanOverTime()],
            LastStep last => [new MeanOverTime { Name = last.Name }],
            _ => [layer],
        }));
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return FormattableString.Invariant($"Take the mean over all {recipe.Network.Longest<RecurrentLayer>()} time steps instead of the last one.");
    }

    /// <inheritdoc/>
    public string InCode(Recipe recipe) => "Replace the last step of the output, output.select(1, -1) where the batch comes first, by output.mean([1]).";
}
