using System.Diagnostics;
using Fathom.Cli.Commands;
using Fathom.Lab;
using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;
using Fathom.Lab.Trials;
using Fathom.Lab.Trials.Workers;
using Fathom.Recipes;

namespace Fathom.Cli;

/// <summary>Seeks cures with Fathom.Lab, in worker processes: this one trains nothing.</summary>
sealed class LabCurer : ICurer
{
    public Recipe Load(CureOrder order) => Refusing(() => RecipeFile.Load(order.Recipe));

    public CureReport Cure(Recipe recipe, CureOrder order, Action<CureNews> onNews, Action<TrialProgress> onProgress, CancellationToken stop) => Refusing(() =>
    {
        var options = new CureOptions { Budget = order.Budget, Seed = order.Seed, LeastSeverity = order.Treat, Data = order.Data is null ? null : DataSource.Parse(order.Data) };
        using var trials = new WorkerTrials(StartOfWorker, order.Jobs ?? Environment.ProcessorCount);
        return Fathom.Lab.Cures.Cure.For(recipe, trials, options, onNews, onProgress, stop);
    });

    /// <summary>This very program, told to work.</summary>
    internal static ProcessStartInfo StartOfWorker()
    {
        var library = typeof(CommandLine).Assembly.Location;
        var isOwnHost = string.Equals(Path.GetFileNameWithoutExtension(Environment.ProcessPath), Path.GetFileNameWithoutExtension(library), StringComparison.OrdinalIgnoreCase);
        return isOwnHost ? new ProcessStartInfo(Environment.ProcessPath!, [TrialWorkerCommand.Name]) : new ProcessStartInfo("dotnet", [library, TrialWorkerCommand.Name]);
    }

    static T Refusing<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception refusal) when (refusal is RecipeException or DataException or PlatformNotSupportedException)
        {
            throw new CallRefusedException(refusal.Message);
        }
    }
}
