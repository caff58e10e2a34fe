using System.Diagnostics;
using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Ledger;

namespace Fathom.Torch.Outlets;

/// <summary>All outlets of a monitor. One that fails is dropped and noted once; the others and the training go on.</summary>
sealed class MonitorOutlets(IEnumerable<IMonitorOutlet> outlets, MonitorFindings notes) : IDisposable
{
    readonly List<IMonitorOutlet> _outlets = [.. outlets];
    long _owed;

    public static MonitorOutlets Of(MonitorOptions options, WatchedRun? run, MonitorFindings notes)
    {
        var outlets = new List<IMonitorOutlet> { new MetricsOutlet() };
        if (run is not null) outlets.Add(run);
        if (options.Recorder is { } recorder) outlets.Add(new RecorderOutlet(recorder));
        if (options.Logger is { } logger) outlets.Add(new LogOutlet(logger));
        return new MonitorOutlets(outlets, notes);
    }

    /// <summary>True where somebody wants to know what ails the training while it runs.</summary>
    public bool WantFindings
    {
        get
        {
            foreach (var outlet in _outlets)
                if (outlet.WantsFindings) return true;
            return false;
        }
    }

    public void Step(long step, double? loss) => Each(step, (step, loss), static (outlet, told) => outlet.Step(told.step, told.loss));

    public void Reading(StepReading reading)
    {
        Each(reading.Step, reading, static (outlet, told) => outlet.Reading(told));
        for (var place = _outlets.Count - 1; place >= 0; place--)
            if (_outlets[place].Problem is { } problem) Drop(place, reading.Step, problem);
    }

    /// <summary>Events come when the step's cost is counted already: it is owed to the next one.</summary>
    public void Guard(GuardEvent happened)
    {
        var began = Stopwatch.GetTimestamp();
        Each(happened.Step, happened, static (outlet, told) => outlet.Guard(told));
        _owed += Stopwatch.GetTimestamp() - began;
    }

    public void Findings(long step, IReadOnlyList<Finding> findings) =>
        Each(step, (step, findings), static (outlet, told) => { if (outlet.WantsFindings) outlet.Findings(told.step, told.findings); });

    public void Failure(long step, string sentence) => Each(step, (step, sentence), static (outlet, told) => outlet.Failure(told.step, told.sentence));

    /// <summary>Ticks of the stopwatch that were spent since the last step was counted.</summary>
    public long TakeOwed()
    {
        var owed = _owed;
        _owed = 0;
        return owed;
    }

    public void Dispose()
    {
        Each(0, 0, static (outlet, _) => outlet.Dispose());
        _outlets.Clear();
    }

    void Each<T>(long step, T told, Action<IMonitorOutlet, T> tell)
    {
        for (var place = _outlets.Count - 1; place >= 0; place--)
        {
            try
            {
                tell(_outlets[place], told);
            }
            catch (Exception fault)
            {
                Drop(place, step, $"{fault.GetType().Name}: {fault.Message}");
            }
        }
    }

    void Drop(int place, long step, string why)
    {
        var dropped = _outlets[place];
        _outlets.RemoveAt(place);
        notes.NoteSilence(dropped.Name, why, step);
        Failure(step, $"{dropped.Name} failed and was switched off; the training goes on. {why}");
    }
}
