using System.IO.Enumeration;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using TorchSharp.Modules;

namespace Fathom.Lab.Training;

/// <summary>Sorts a network's parameters into the groups of its optimizer.</summary>
static class ParameterGroups
{
    /// <summary>Parameters with the same settings.</summary>
    /// <param name="Parameters">At least one.</param>
    /// <param name="LearningRate">Their learning rate; 0 where they are frozen.</param>
    /// <param name="WeightDecay">Their weight decay.</param>
    public sealed record Member(IReadOnlyList<Parameter> Parameters, double LearningRate, double WeightDecay);

    /// <summary>The groups in the recipe's order, and last what none of them matches.</summary>
    /// <exception cref="RecipeException">A group matches no parameter, or only such as belong to groups before it.</exception>
    public static IReadOnlyList<Member> Of(Recipe recipe, IReadOnlyList<(string Name, Parameter Parameter)> parameters)
    {
        var optimizer = recipe.Training.Optimizer;
        var left = parameters.ToList();
        var names = left.Select(entry => entry.Name).ToArray();
        var mistakes = new List<RecipeMistake>();
        var members = new List<Member>();
        foreach (var group in optimizer.Groups)
        {
            var own = left.Where(entry => Matches(group.Match, entry.Name)).ToArray();
            left.RemoveAll(entry => own.Contains(entry));
            if (own.Length > 0)
                members.Add(new([.. own.Select(entry => entry.Parameter)], group.LearningRate ?? optimizer.LearningRate, group.WeightDecay ?? optimizer.WeightDecay));
            else
                mistakes.Add(new RecipeMistake(0, 0, "training.optimizer.groups", NothingFor(group.Match, names)));
        }

        if (mistakes.Count > 0) throw new RecipeException(recipe.Name, mistakes);
        if (left.Count > 0) members.Add(new([.. left.Select(entry => entry.Parameter)], optimizer.LearningRate, optimizer.WeightDecay));
        return members;
    }

    static bool Matches(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);

    static string NothingFor(string pattern, string[] names)
    {
        if (names.Any(name => Matches(pattern, name)))
            return $"The group {pattern} has no parameter left: groups before it match all of its own; put it before them.";
        var layers = names.Select(name => name[..Math.Max(0, name.LastIndexOf('.'))]).Distinct(StringComparer.Ordinal);
        var wanted = pattern.Replace("*", "", StringComparison.Ordinal).Trim('.');
        return $"The group {pattern} matches no parameter; "
            + (NearestName.Of(wanted, [.. names, .. layers]) is { } near ? $"did you mean {(names.Contains(near, StringComparer.Ordinal) ? near : near + ".*")}?" : $"there are {Some(names)}.");
    }

    static string Some(string[] names) => string.Join(", ", names.Take(8)) + (names.Length > 8 ? ", …" : "");
}
