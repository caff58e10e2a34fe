using Fathom.Lab.Recipes;
using Fathom.Recipes;

namespace Fathom.Lab.Training;

/// <summary>What makes two recipes two different trainings; names, the number of steps and where the data lies do not.</summary>
static class RecipeDifference
{
    const int MostLines = 4;

    /// <summary>"has `lr: 0.1` where this one has `lr: 0.2`"; null where there is no difference.</summary>
    public static string? Between(Recipe there, Recipe here)
    {
        var (theirs, ours) = (LinesOf(there), LinesOf(here));
        var (onlyTheirs, onlyOurs) = (Without(theirs, ours), Without(ours, theirs));
        if (onlyTheirs.Count == 0 && onlyOurs.Count == 0) return theirs.SequenceEqual(ours, StringComparer.Ordinal) ? null : "has the same lines in another order";
        return $"has {Say(onlyTheirs)} where this one has {Say(onlyOurs)}";
    }

    static List<string> LinesOf(Recipe recipe)
    {
        var same = recipe with { Name = "same", Teaches = null, Data = Anywhere(recipe.Data), Training = recipe.Training with { Steps = new TrainingPlan().Steps } };
        return [.. RecipeFile.Write(same).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd())];
    }

    static DataSource Anywhere(DataSource data) => data switch
    {
        Idx idx => idx with { Path = "data" },
        ImageFolder images => images with { Path = "data" },
        NumpyArrays arrays => arrays with { Path = "data" },
        TableData table => table with { Path = "data" },
        PublishedData published => published with { Path = null },
        _ => data,
    };

    static List<string> Without(List<string> lines, List<string> others)
    {
        var left = others.ToList();
        return [.. lines.Where(line => !left.Remove(line)).Select(line => line.Trim())];
    }

    static string Say(List<string> lines) =>
        lines.Count == 0 ? "nothing" : string.Join(", ", lines.Take(MostLines).Select(line => $"`{line}`")) + (lines.Count > MostLines ? ", …" : "");
}
