using System.Diagnostics;
using Fathom.Cli.Commands;
using Fathom.Journal;
using Fathom.Lab;
using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using Fathom.Lab.Trials;
using Fathom.Lab.Trials.Workers;
using Fathom.Recipes;

namespace Fathom.Cli;

/// <summary>Seeks cures with Fathom.Lab, in worker processes: this one trains nothing.</summary>
sealed class LabCurer : ICurer
{
    public Recipe Load(CureOrder order) => Refusing(() =>
    {
        var named = order.Recipe is null ? null : RecipeFile.Load(order.Recipe);
        if (order.InPlace is null) return named ?? throw new CallRefusedException("fathom cure needs a RECIPE, or a checkpoint with --in-place CHECKPOINT. See fathom cure --help.");
        using var checkpoint = Checkpoint.Load(order.InPlace);
        return named ?? checkpoint.Recipe;
    });

    public CureReport Cure(Recipe recipe, CureOrder order, Action<CureNews> onNews, Action<TrialProgress> onProgress, CancellationToken stop) => Refusing(() =>
    {
        var options = new CureOptions { Budget = order.Budget, Seed = order.Seed, InPlace = order.InPlace, LeastSeverity = order.Treat, Data = order.Data is null ? null : DataSource.Parse(order.Data), Run = order.Run };
        using var trials = new WorkerTrials(StartOfWorker, order.Jobs ?? Environment.ProcessorCount);
        return Fathom.Lab.Cures.Cure.For(recipe, trials, options, onNews, onProgress, stop);
    });

    public void WriteCheckpoint(CureReport report, CuredFile file) => Refusing(() =>
    {
        using var cured = report.CuredCheckpoint();
        if (cured is not null) file.Write(cured.Save);
        return cured;
    });

    /// <summary>This very program, told to work.</summary>
    internal static ProcessStartInfo StartOfWorker()
    {
        var library = typeof(CommandLine).Assembly.Location;
        // Without the library's .dll and a host's .exe, if it has one, both have the same name.
        var host = Path.GetFileName(Environment.ProcessPath) ?? "";
        var name = Path.GetFileNameWithoutExtension(library);
        var isOwnHost = string.Equals(host, name, StringComparison.Ordinal) || string.Equals(host, $"{name}.exe", StringComparison.OrdinalIgnoreCase);
        return isOwnHost ? new ProcessStartInfo(Environment.ProcessPath!, [TrialWorkerCommand.Name]) : new ProcessStartInfo("dotnet", [library, TrialWorkerCommand.Name]);
    }

    static T Refusing<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception refusal) when (refusal is RecipeException or DataException or CheckpointException or RunFolderException or PlatformNotSupportedException)
        {
            throw new CallRefusedException(refusal.Message);
        }
    }
}
