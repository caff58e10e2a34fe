using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Ledger;
using Fathom.Runs;

namespace Fathom.Lab.Tests.Recording;

/// <summary>Keeps everything in memory, or throws at everything, as no recorder should.</summary>
sealed class RememberingRecorder : IRunRecorder
{
    public bool Throws { get; init; }

    public string? Problem => null;

    public List<(long Step, string Tag, double Value)> Scalars { get; } = [];

    public List<StepReading> Readings { get; } = [];

    public List<(long Step, IReadOnlyList<Finding> Findings)> Diagnoses { get; } = [];

    public List<RunTrial> Trials { get; } = [];

    public List<RunEnd> Ends { get; } = [];

    public IEnumerable<(long Step, double Value)> Values(string tag) => Scalars.Where(scalar => scalar.Tag == tag).Select(scalar => (scalar.Step, scalar.Value));

    public void Scalar(long at, string tag, double value) => Keep(Scalars, (at, tag, value));

    public void Reading(StepReading reading) => Keep(Readings, reading);

    public void Findings(long at, IReadOnlyList<Finding> findings) => Keep(Diagnoses, (at, findings));

    public void Guard(GuardEvent guardEvent) => Keep([], guardEvent);

    public void Trial(long at, RunTrial trial) => Keep(Trials, trial);

    public void Close(RunEnd outcome) => Keep(Ends, outcome);

    public void Dispose()
    {
    }

    void Keep<T>(List<T> list, T what)
    {
        if (Throws) throw new IOException("No space left on device.");
        list.Add(what);
    }
}
