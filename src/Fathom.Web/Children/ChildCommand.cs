using System.Diagnostics;
using System.Globalization;
using System.Text;
using Fathom.Lab.Recipes;
using Fathom.Web.Lab;

namespace Fathom.Web.Children;

/// <summary>How a child is started: a list of words, never a line for a shell, and the recipe in a file of its own.</summary>
static class ChildCommand
{
    public const string CuredFile = "cured.yaml";
    const int Readings = 60;
    const string RecipeName = "recipe.yaml";

    public static ProcessStartInfo Of(ChildOrder order, string workFolder, string runFolder, IReadOnlyList<string> program)
    {
        var start = new ProcessStartInfo(program[0])
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = workFolder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // One thread each: several children and the server share the machine.
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["NO_COLOR"] = "1";
        start.Environment[Child.EndsWithParent] = "1";
        foreach (var word in program.Skip(1).Concat(Words(order, workFolder, runFolder))) start.ArgumentList.Add(word);
        return start;
    }

    static IEnumerable<string> Words(ChildOrder order, string workFolder, string runFolder)
    {
        if (order.Kind == ChildKind.Experiment) return ["experiment", order.Name, .. order.Words];
        var recipe = Path.Combine(workFolder, RecipeName);
        File.WriteAllText(recipe, RecipeFile.Write(order.Recipe!));
        string[] usual = [recipe, "--run-folder", runFolder, .. order.Words];
        return order.Kind switch
        {
            ChildKind.Train => ["train", .. usual, .. order.IsForLab ? ForLab(order, runFolder) : []],
            ChildKind.Examine => ["examine", .. usual],
            ChildKind.Cure => ["cure", .. usual, "--out", Path.Combine(workFolder, CuredFile), "--jobs", "1"],
            _ => throw new ArgumentOutOfRangeException(nameof(order), order.Kind, "There is no command for it."),
        };
    }

    /// <summary>The networks of the Lab are small, and somebody looks on: some dozens of readings, whatever they cost.</summary>
    static string[] ForLab(ChildOrder order, string runFolder) =>
    [
        "--answers", Path.Combine(runFolder, LabRun.AnswersFile),
        "--watch-every", Math.Max(1, order.Recipe!.Training.Steps / Readings).ToString(CultureInfo.InvariantCulture),
    ];
}
