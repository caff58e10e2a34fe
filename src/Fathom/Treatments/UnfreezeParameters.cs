using System.IO.Enumeration;
using Fathom.Diagnoses;
using Fathom.Recipes;

namespace Fathom.Treatments;

/// <summary>Gives the optimizer's learning rate to groups of parameters whose own is 0.</summary>
public sealed record UnfreezeParameters : ITreatment
{
    /// <inheritdoc/>
    public string Id => "unfreeze-parameters";

    /// <summary>The group, by what it matches; null: all that are frozen.</summary>
    public string? Match { get; init; }

    /// <inheritdoc/>
    public Invasiveness Invasiveness => Invasiveness.Setting;

    /// <inheritdoc/>
    public IReadOnlyList<string> Answers => ["unused-parameter", "optimizer-ownership"];

    /// <inheritdoc/>
    public IEnumerable<ITreatment> Variants(Recipe recipe, Finding finding)
    {
        if (finding.Id != "unused-parameter") return [];
        var frozen = recipe.Training.Optimizer.Groups.Where(group => group.LearningRate == 0).Select(group => group.Match).Distinct(StringComparer.Ordinal).ToArray();
        if (frozen.Length == 0) return [];
        // Who freezes two groups may mean one of them.
        var found = frozen.Where(match => finding.Place.Split([" ", ",", ".."], StringSplitOptions.RemoveEmptyEntries).Any(place => Names(match, place))).ToArray();
        return found.Length > 0 && found.Length < frozen.Length ? [.. found.Select(match => this with { Match = match })] : [this with { Match = null }];
    }

    /// <inheritdoc/>
    public Recipe ApplyTo(Recipe recipe)
    {
        var optimizer = recipe.Training.Optimizer;
        var groups = ValueList.Of<ParameterGroup>([.. optimizer.Groups.Select(group => IsMeant(group) ? group with { LearningRate = null } : group)]);
        return recipe with { Training = recipe.Training with { Optimizer = optimizer with { Groups = groups } } };
    }

    /// <inheritdoc/>
    public string Describe(Recipe recipe) =>
        $"Train {Meant(recipe)} at the optimizer's learning rate of {Figures.Text(recipe.Training.Rate())} instead of 0.";

    /// <inheritdoc/>
    public string InCode(Recipe recipe) =>
        $"Set requires_grad to true for {Meant(recipe)} and give the optimizer all parameters: {TorchCode.Make(recipe.Training.Optimizer)}";

    bool IsMeant(ParameterGroup group) => group.LearningRate == 0 && (Match is null || string.Equals(Match, group.Match, StringComparison.Ordinal));

    string Meant(Recipe recipe) => string.Join(", ", recipe.Training.Optimizer.Groups.Where(IsMeant).Select(group => group.Match));

    /// <summary>Whether a group holds a place, which is a parameter or a module that has some.</summary>
    static bool Names(string match, string place) =>
        FileSystemName.MatchesSimpleExpression(match, place, ignoreCase: false) || FileSystemName.MatchesSimpleExpression(match, place + ".weight", ignoreCase: false);
}
