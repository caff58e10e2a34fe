using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Ledger;

namespace Fathom.Runs;

/// <summary>
/// Takes down what happens in a run. Nothing here throws because writing failed: the first failure is kept in <see cref="Problem"/>, and the
/// training goes on. Called from the training thread, between steps; never blocks for long.
/// </summary>
public interface IRunRecorder : IDisposable
{
    /// <summary>Why writing had to stop, in a sentence; null while all is well.</summary>
    string? Problem { get; }

    /// <summary>One number of the step <paramref name="at"/>; <paramref name="tag"/> such as those of <see cref="ScalarTags"/>.</summary>
    void Scalar(long at, string tag, double value);

    /// <summary>Everything that the probes saw in one step.</summary>
    void Reading(StepReading reading);

    /// <summary>What the diagnoses say now; replaces what they said before.</summary>
    void Findings(long at, IReadOnlyList<Finding> findings);

    /// <summary>What a guard did.</summary>
    void Guard(GuardEvent guardEvent);

    /// <summary>How a candidate of a cure stands.</summary>
    void Trial(long at, RunTrial trial);

    /// <summary>How the run ended; the last record.</summary>
    void Close(RunEnd outcome);
}
