using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Ledger;
using Fathom.Runs;

namespace Fathom.Torch.Tests.Outlets;

/// <summary>Keeps everything in memory; from <see cref="FailsAt"/> on it throws, as no recorder should.</summary>
sealed class RememberingRecorder : IRunRecorder
{
    public long FailsAt { get; init; } = long.MaxValue;

    public string? Problem { get; set; }

    public List<(long Step, string Tag, double Value)> Scalars { get; } = [];

    public List<StepReading> Readings { get; } = [];

    public List<(long Step, IReadOnlyList<Finding> Findings)> Diagnoses { get; } = [];

    public List<GuardEvent> GuardEvents { get; } = [];

    public bool WasClosed { get; private set; }

    public bool WasDisposed { get; private set; }

    public IEnumerable<(long Step, double Value)> Values(string tag) => Scalars.Where(scalar => scalar.Tag == tag).Select(scalar => (scalar.Step, scalar.Value));

    public void Scalar(long at, string tag, double value)
    {
        if (at >= FailsAt) throw new IOException("No space left on device.");
        Scalars.Add((at, tag, value));
    }

    public void Reading(StepReading reading) => Readings.Add(reading);

    public void Findings(long at, IReadOnlyList<Finding> findings) => Diagnoses.Add((at, findings));

    public void Guard(GuardEvent guardEvent) => GuardEvents.Add(guardEvent);

    public void Trial(long at, RunTrial trial) => throw new InvalidOperationException("A monitor tries nothing.");

    public void Close(RunEnd outcome) => WasClosed = true;

    public void Dispose() => WasDisposed = true;
}
