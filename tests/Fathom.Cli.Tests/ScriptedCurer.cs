using Fathom.Lab.Cures;
using Fathom.Lab.Recipes;
using Fathom.Lab.Trials;
using Fathom.Recipes;

namespace Fathom.Cli.Tests;

/// <summary>Answers with a report made by hand, after telling what it tried.</summary>
sealed class ScriptedCurer(Func<CureReport> answer) : ICurer
{
    public CureOrder? LastOrder { get; private set; }

    public Recipe Load(CureOrder order) => RecipeFile.Load(order.Recipe ?? "deep-sigmoid");

    public CureReport Cure(Recipe recipe, CureOrder order, Action<CureNews> onNews, Action<TrialProgress> onProgress, CancellationToken stop)
    {
        LastOrder = order;
        var report = answer();
        onProgress(new(new(0, 1), 3, 2.3));
        if (report.Untreated is { } untreated) onNews(new(40, 1500) { Examined = untreated });
        foreach (var record in report.Candidates) onNews(new(100, 1500) { Judged = record });
        if (report.Proof is { } proof) onNews(new(200, 1500) { Tried = proof });
        return report;
    }

    public void WriteCheckpoint(CureReport report, CuredFile file) => file.Write("a cured checkpoint");
}
