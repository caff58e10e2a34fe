using Fathom.Lab.Recipes;
using Fathom.Lab.Recording;
using Fathom.Lab.Training;
using Fathom.Lab.Trials;
using Fathom.Recipes;

namespace Fathom.Lab.Cures;

/// <summary>Finds the smallest change that cures an ill recipe, and proves it on data that no training saw.</summary>
/// <remarks>
/// A change is a cure only where, with three seeds or more, the illness is gone from every treated run, the data held out say that it is better by more than
/// seeds differ (<see cref="PairedTest"/>), and no new error has come. What is found depends on the recipe, the seed and the budget in steps, and not on
/// how many trials run at once.
/// </remarks>
public static class Cure
{
    /// <summary>Seeks a cure with trials in this process, one after the other on this thread.</summary>
    /// <param name="recipe">What is ill; null: what the checkpoint of <see cref="CureOptions.InPlace"/> was made of.</param>
    /// <param name="options">Budget, seed and data; null: ten whole trainings, and what the recipe says.</param>
    /// <param name="onNews">Told what was tried and how it fared, on this thread; null: nobody.</param>
    /// <param name="onProgress">Told of the trials' steps, on this thread; null: nobody.</param>
    /// <param name="cancellation">Ends the search; what was proved by then stays proved.</param>
    /// <exception cref="ArgumentException">There is neither a recipe nor a checkpoint.</exception>
    /// <exception cref="CheckpointException">The checkpoint cannot be read, is of another recipe, or has no step left to take.</exception>
    /// <exception cref="RecipeException">The recipe's layers do not fit together or into memory.</exception>
    /// <exception cref="DataException">The data is missing, damaged, does not fit the network, or nothing of it is held out.</exception>
    /// <exception cref="TrialFailedException">The recipe as it is could not be trained.</exception>
    public static CureReport For(
        Recipe? recipe, CureOptions? options = null, Action<CureNews>? onNews = null, Action<TrialProgress>? onProgress = null, CancellationToken cancellation = default)
    {
        using var trials = new LiveTrials();
        return For(recipe, trials, options, onNews, onProgress, cancellation);
    }

    /// <summary>Seeks a cure with trials that <paramref name="trials"/> runs, such as side by side in worker processes.</summary>
    /// <inheritdoc cref="For(Recipe?, CureOptions?, Action{CureNews}?, Action{TrialProgress}?, CancellationToken)"/>
    /// <param name="recipe">What is ill; null: what the checkpoint of <see cref="CureOptions.InPlace"/> was made of.</param>
    /// <param name="trials">What runs the trials; it is not disposed.</param>
    /// <param name="options">Budget, seed and data; null: ten whole trainings, and what the recipe says.</param>
    /// <param name="onNews">Told what was tried and how it fared, on this thread; null: nobody.</param>
    /// <param name="onProgress">Told of the trials' steps, on this thread; null: nobody.</param>
    /// <param name="cancellation">Ends the search; what was proved by then stays proved.</param>
    public static CureReport For(
        Recipe? recipe, ITrials trials, CureOptions? options = null, Action<CureNews>? onNews = null, Action<TrialProgress>? onProgress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(trials);
        options ??= new CureOptions();
        using var checkpoint = options.InPlace is null ? null : Checkpoint.Load(options.InPlace);
        var ill = recipe ?? checkpoint?.Recipe ?? throw new ArgumentException("A cure needs a recipe or a checkpoint.", nameof(recipe));
        var examined = new ExamineOptions { Seed = options.Seed, Data = options.Data }.ApplyTo(ill);
        RecipeFile.Check(examined);
        var steps = checkpoint?.StepsLeft(examined) ?? examined.Training.Steps;
        var start = options.InPlace is null ? null : TrialStart.Of(options.InPlace);
        var record = options.Run is { } run ? new CureRecord(run, examined, options.Time) : null;
        if (record is not null) (onNews, onProgress) = (onNews + record.Hear, onProgress + record.Hear);
        var book = new TrialBook(examined, trials, new Purse(options.Budget, steps, options.Time), start, onProgress, cancellation);
        var report = new CureSearch(examined, steps, book, options.LeastSeverity, onNews).Run();
        record?.End(report);
        return report;
    }
}
