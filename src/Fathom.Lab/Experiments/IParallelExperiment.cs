using Fathom.Lab.Trials;

namespace Fathom.Lab.Experiments;

/// <summary>An experiment whose parts can be run side by side, each with trials of its own; what comes out is the same for any number.</summary>
public interface IParallelExperiment : IExperiment
{
    /// <summary>The same experiment, run by several.</summary>
    /// <param name="trials">Makes what runs the trials of one of them; trials of two must not share a process.</param>
    /// <param name="jobs">How many there are, at least 1.</param>
    IExperiment SideBySide(Func<ITrials> trials, int jobs);
}
