using System.Globalization;
using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Journal;
using Fathom.Ledger;
using Fathom.Runs;

namespace Fathom.Torch.Outlets;

/// <summary>The run folder of a training loop that somebody else wrote: made with the first step, closed with the monitor.</summary>
/// <param name="path">Where the run goes; where another run lies already, beside it.</param>
/// <param name="plannedSteps">How many steps are planned; null where nobody said.</param>
/// <param name="diagnose">What ails the training when it ends.</param>
/// <param name="stopReason">Why a guard ended it; null where none did.</param>
/// <param name="time">The clock.</param>
sealed class WatchedRun(string path, long? plannedSteps, Func<IReadOnlyList<Finding>> diagnose, Func<string?> stopReason, TimeProvider time) : IMonitorOutlet
{
    /// <summary>A loss that was not finite for longer than this has not come back.</summary>
    const int LongestStreak = 5;

    RunFolder? _folder;
    JournalWriter? _journal;
    RecorderOutlet? _outlet;
    long _step;
    long _nonFinite;

    /// <summary>The folder, as a full path; null before the first step.</summary>
    public string? Folder => _folder?.Path;

    public string Name => "recording";

    public bool WantsFindings => true;

    public string? Problem => _journal?.Problem;

    public void Step(long step, double? loss)
    {
        if (_outlet is null) Open(step);
        _step = step;
        _nonFinite = loss is { } value && !double.IsFinite(value) ? _nonFinite + 1 : 0;
        _outlet!.Step(step, loss);
    }

    public void Reading(StepReading reading) => _outlet?.Reading(reading);

    public void Guard(GuardEvent happened) => _outlet?.Guard(happened);

    public void Findings(long step, IReadOnlyList<Finding> findings) => _outlet?.Findings(step, findings);

    public void Failure(long step, string sentence)
    {
        // A finding says so too.
    }

    public void Dispose()
    {
        if (_journal is null) return;
        try
        {
            _journal.Findings(_step, diagnose());
        }
        finally
        {
            _journal.Close(Outcome());
            _journal.Dispose();
            _journal = null;
        }
    }

    RunEnd Outcome()
    {
        if (stopReason() is { } reason) return new RunEnd(RunStatus.Interrupted, _step, reason);
        if (_nonFinite > LongestStreak) return new RunEnd(RunStatus.Failed, _step, string.Create(CultureInfo.InvariantCulture, $"The loss was not finite in the last {_nonFinite} steps."));
        return plannedSteps is { } planned && _step < planned
            ? new RunEnd(RunStatus.Interrupted, _step, string.Create(CultureInfo.InvariantCulture, $"It ended after {_step} of {planned} planned steps."))
            : new RunEnd(RunStatus.Finished, _step);
    }

    void Open(long step)
    {
        // A monitor that has resumed takes its first step later than the very first.
        if (step > 1 && RunFolder.IsRun(path) && RunFolder.Open(path) is { Manifest.Kind: RunKind.Watched } before)
        {
            _folder = before;
            _journal = JournalWriter.Append(before, step - 1, time);
        }
        else
        {
            var place = Free(Path.GetFullPath(path));
            _folder = RunFolder.Create(place, Manifest(Path.GetFileName(place)));
            _journal = JournalWriter.Create(_folder, time);
        }

        _outlet = new RecorderOutlet(_journal);
    }

    RunManifest Manifest(string name)
    {
        var now = time.GetUtcNow();
        return new RunManifest
        {
            Id = Guid.CreateVersion7(now).ToString(),
            Name = name,
            Kind = RunKind.Watched,
            Started = now,
            PlannedSteps = plannedSteps,
            Versions = RunVersions.Current,
            Machine = RunMachine.Current,
        };
    }

    /// <summary>A program that is started again keeps what it recorded before: "runs/mine", then "runs/mine-2".</summary>
    static string Free(string path)
    {
        path = Path.TrimEndingDirectorySeparator(path);
        var place = path;
        for (var number = 2; RunFolder.IsRun(place); number++) place = string.Create(CultureInfo.InvariantCulture, $"{path}-{number}");
        return place;
    }
}
