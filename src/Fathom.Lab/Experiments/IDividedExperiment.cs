namespace Fathom.Lab.Experiments;

/// <summary>An experiment of many parts, each of which can be run without the others.</summary>
public interface IDividedExperiment : IExperiment
{
    /// <summary>The parts' names.</summary>
    IReadOnlyList<string> Parts { get; }

    /// <summary>The same experiment with the parts whose names hold <paramref name="part"/> or that belong under it; perhaps with none.</summary>
    IExperiment Only(string part);
}
