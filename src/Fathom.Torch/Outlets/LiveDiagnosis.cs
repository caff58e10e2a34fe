using System.Diagnostics;
using Fathom.Diagnoses;
using Fathom.Ledger;

namespace Fathom.Torch.Outlets;

/// <summary>Diagnoses a training while it runs, for those who listen, and tells them where something has changed.</summary>
/// <remarks>
/// Diagnosing never takes more of the training's time than reading does: it waits until readings have cost as much as all diagnoses so far and
/// the next one. The first is free, because it compiles what it runs. Findings are dated apart from those that <see cref="GradientMonitor.Diagnose"/> gives, so
/// that what a training is said to suffer from does not depend on whether somebody listened.
/// </remarks>
sealed class LiveDiagnosis(ReadingHistory history, Func<IReadOnlyList<Finding>> diagnose, MonitorOutlets outlets, MonitorFindings notes)
{
    const double Smoothing = 0.2;

    readonly FindingDates _dates = new();
    HashSet<(string, Severity, string)> _told = [];
    double _readingTicks;
    double _spent;
    double _expected;
    int _times;
    bool _hasFailed;

    /// <summary>Diagnoses where it is time, after a reading that took <paramref name="readingTicks"/>; gives the ticks that count as cost.</summary>
    public long AfterReading(long step, long readingTicks)
    {
        _readingTicks += readingTicks;
        if (_hasFailed || !outlets.WantFindings || (_times > 1 && _spent + _expected > _readingTicks)) return 0;
        var began = Stopwatch.GetTimestamp();
        Tell(step);
        var took = Stopwatch.GetTimestamp() - began;
        if (_times++ == 0) return 0;
        _spent += took;
        _expected = _times == 2 ? took : _expected + (Smoothing * (took - _expected));
        return took;
    }

    void Tell(long step)
    {
        if (Diagnose(step) is not { } findings) return;
        var now = findings.SelectMany(Flat).Select(finding => (finding.Id, finding.Severity, finding.Place)).ToHashSet();
        if (_times > 0 && now.SetEquals(_told)) return;
        var isNews = now.Count > 0 || _told.Count > 0;
        _told = now;
        if (isNews) outlets.Findings(step, findings);
    }

    /// <summary>A diagnosis that fails is its caller's affair in <see cref="GradientMonitor.Diagnose"/>; in the middle of a training it must do no harm.</summary>
    IReadOnlyList<Finding>? Diagnose(long step)
    {
        try
        {
            return history.DatedBy(_dates, diagnose);
        }
        catch (Exception fault)
        {
            _hasFailed = true;
            notes.NoteSilence("live diagnosis", $"{fault.GetType().Name}: {fault.Message}", step);
            return null;
        }
    }

    static IEnumerable<Finding> Flat(Finding finding) => finding.Consequences.SelectMany(Flat).Prepend(finding);
}
