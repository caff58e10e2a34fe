using Fathom.Diagnoses;
using Fathom.Journal;
using Fathom.Lab;
using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Recipes;

namespace Fathom.Cli;

/// <summary>Trains with Fathom.Lab, and turns what it refuses into refusals of the call.</summary>
sealed class LabExaminer : IExaminer
{
    public IReadOnlyList<BundledRecipe> Recipes => [.. BundledRecipes.All.Select(recipe => new BundledRecipe(recipe.Name, recipe.Teaches ?? ""))];

    public Examination Examine(ExaminationOrder order, Action<TrainingProgress> onStep, CancellationToken stop)
    {
        try
        {
            var recipe = RecipeFile.Load(order.Recipe);
            var options = new ExamineOptions
            {
                Seed = order.Seed,
                Steps = order.Steps,
                Data = order.Data is null ? null : DataSource.Parse(order.Data),
                Diagnoses = order.Diagnoses ?? AllDiagnoses.List,
                Run = order.Run,
            };
            return Examiner.Run(recipe, options, step => onStep(new(step.Step, step.Total, step.Loss)), stop);
        }
        catch (Exception refusal) when (refusal is RecipeException or DataException or RunFolderException or PlatformNotSupportedException)
        {
            throw new CallRefusedException(refusal.Message);
        }
    }
}
