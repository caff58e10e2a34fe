namespace Fathom.Lab.Experiments;

/// <summary>A published result, rerun and laid beside what was published.</summary>
public interface IExperiment
{
    /// <summary>The experiment's stable name, the class's in kebab case.</summary>
    string Name { get; }

    /// <summary>What is asked, in one sentence.</summary>
    string Question { get; }

    /// <summary>Reruns it.</summary>
    /// <param name="seed">Where every random number starts.</param>
    /// <param name="onRow">Told after each row how many of how many are done, on this thread; null: nobody.</param>
    /// <param name="cancellation">Ends the experiment after the running row; the report then holds the rows that were done.</param>
    ExperimentReport Run(long seed = 1, Action<int, int>? onRow = null, CancellationToken cancellation = default);
}
