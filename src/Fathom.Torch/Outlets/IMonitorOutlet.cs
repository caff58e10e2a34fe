using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Ledger;

namespace Fathom.Torch.Outlets;

/// <summary>Where a monitor tells what it sees, on the training's thread, between steps. What fails here is dropped, and the training goes on.</summary>
interface IMonitorOutlet : IDisposable
{
    /// <summary>Who this is, in messages.</summary>
    string Name { get; }

    /// <summary>True where somebody listens who wants to know what ails the training while it runs.</summary>
    bool WantsFindings { get; }

    /// <summary>Why it can tell no more, in a sentence; null while it can.</summary>
    string? Problem { get; }

    /// <summary>A step was taken; <paramref name="loss"/> is NaN where it was, null where none was handed in.</summary>
    void Step(long step, double? loss);

    /// <summary>A step was read.</summary>
    void Reading(StepReading reading);

    /// <summary>A guard did something.</summary>
    void Guard(GuardEvent happened);

    /// <summary>The training was diagnosed anew.</summary>
    void Findings(long step, IReadOnlyList<Finding> findings);

    /// <summary>Another outlet, or reading itself, failed.</summary>
    void Failure(long step, string sentence);
}
