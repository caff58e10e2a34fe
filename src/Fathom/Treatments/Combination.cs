using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>One to three different treatments that are made together.</summary>
/// <remarks>
/// The most invasive is applied first, so that what comes later sees the network or the optimizer that it is for: a learning rate is raised after
/// the optimizer was changed. Two combinations of the same treatments are equal, in whichever order they were given.
/// </remarks>
public sealed record Combination
{
    /// <summary>How many treatments may be combined.</summary>
    public const int Most = 3;

    /// <summary>Combines treatments.</summary>
    /// <param name="treatments">One to <see cref="Most"/>, each of another kind.</param>
    public Combination(params ReadOnlySpan<ITreatment> treatments)
    {
        var sorted = treatments.ToArray().OrderByDescending(treatment => treatment.Invasiveness).ThenBy(treatment => treatment.Id, StringComparer.Ordinal).ToArray();
        if (sorted.Length is 0 or > Most) throw new ArgumentException($"A combination must have 1 to {Most} treatments, but there were {sorted.Length}.", nameof(treatments));
        if (sorted.DistinctBy(treatment => treatment.Id, StringComparer.Ordinal).Count() < sorted.Length)
            throw new ArgumentException($"A combination must have treatments of different kinds, but there were {string.Join(", ", sorted.Select(treatment => treatment.Id))}.", nameof(treatments));
        Treatments = ValueList.Of<ITreatment>(sorted);
    }

    /// <summary>The treatments, in the order in which they are applied.</summary>
    public ValueList<ITreatment> Treatments { get; }

    /// <summary>The ids of all, such as "change-optimizer+clip-gradient".</summary>
    public string Id => string.Join('+', Treatments.Select(treatment => treatment.Id));

    /// <summary>The ids with what tells the forms of a treatment apart, such as "reinitialize: he-normal" or "change-optimizer: adam, rate 0.001 + clip-gradient: norm 1".</summary>
    public string Label => string.Join(" + ", Treatments.Select(treatment => FormWords.Of(treatment) is { Length: > 0 } form ? $"{treatment.Id}: {form}" : treatment.Id));

    /// <summary>That of the most invasive.</summary>
    public Invasiveness Invasiveness => Treatments[0].Invasiveness;

    /// <summary>The recipe with all changes made.</summary>
    public Recipe ApplyTo(Recipe recipe) => Treatments.Aggregate(recipe, (changed, treatment) => treatment.ApplyTo(changed));

    /// <summary>What is changed, in a sentence for each treatment.</summary>
    public string Describe(Recipe recipe) => string.Join(' ', Told(recipe, (treatment, changed) => treatment.Describe(changed)));

    /// <summary>The same changes for somebody with a TorchSharp program, a line for each treatment.</summary>
    public string InCode(Recipe recipe) => string.Join('\n', Told(recipe, (treatment, changed) => treatment.InCode(changed)));

    /// <inheritdoc/>
    public override string ToString() => Id;

    /// <summary>What each treatment says of the recipe as those before it have left it.</summary>
    IEnumerable<string> Told(Recipe recipe, Func<ITreatment, Recipe, string> tell)
    {
        foreach (var treatment in Treatments)
        {
            yield return tell(treatment, recipe);
            recipe = treatment.ApplyTo(recipe);
        }
    }
}
