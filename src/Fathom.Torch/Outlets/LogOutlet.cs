using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Ledger;
using Microsoft.Extensions.Logging;

namespace Fathom.Torch.Outlets;

/// <summary>Writes what the monitor sees to a log: what changes, and never a line for each step.</summary>
sealed class LogOutlet : IMonitorOutlet
{
    /// <summary>How often a guard's deed of one kind is told at its own level; what follows goes to debug, for a clip may act in every step.</summary>
    public const int MostOfAKind = 5;

    readonly ILogger _logger;
    readonly Dictionary<(string Guard, GuardAction Action), int> _told = [];
    readonly HashSet<(string Id, Severity Severity, string Place)> _raised = [];
    HashSet<(string Id, Severity Severity, string Place)> _found = [];
    bool _lossWasFinite = true;

    public LogOutlet(ILogger logger) => _logger = logger;

    public string Name => "log";

    public bool WantsFindings => _logger.IsEnabled(LogLevel.Critical);

    public string? Problem => null;

    public void Step(long step, double? loss)
    {
        var isFinite = loss is not { } value || double.IsFinite(value);
        if (!isFinite && _lossWasFinite) LogMessages.LossNotFinite(_logger, step, loss!.Value);
        _lossWasFinite = isFinite;
    }

    public void Reading(StepReading reading)
    {
        if (!_logger.IsEnabled(LogLevel.Trace)) return;
        var norm = RecorderOutlet.GradientNorm(reading);
        LogMessages.StepRead(_logger, reading.Step, reading.Loss, norm);
    }

    public void Guard(GuardEvent happened)
    {
        var kind = (happened.Guard, happened.Action);
        var told = _told.GetValueOrDefault(kind);
        if (told < MostOfAKind) _told[kind] = told + 1;
        var level = told < MostOfAKind ? LevelOf(happened.Action) : LogLevel.Debug;
        LogMessages.GuardActed(_logger, level, happened.Step, happened.Guard, happened.Action, happened.Sentence);
    }

    public void Findings(long step, IReadOnlyList<Finding> findings)
    {
        var now = findings.Select(finding => (finding.Id, finding.Severity, finding.Place)).ToHashSet();
        foreach (var finding in findings)
        {
            if (_found.Contains((finding.Id, finding.Severity, finding.Place))) continue;
            // What comes back, as a place does that wavers from layer to layer, was told at its level before.
            var level = _raised.Add((finding.Id, finding.Severity, finding.Place)) ? LevelOf(finding.Severity) : LogLevel.Debug;
            LogMessages.FindingRaised(_logger, level, finding.Id, finding.Severity, finding.Place, finding.Step, finding.Summary);
        }

        foreach (var (id, severity, place) in _found.Except(now)) LogMessages.FindingEnded(_logger, id, severity, place, step);
        _found = now;
    }

    public void Failure(long step, string sentence) => LogMessages.OutletFailed(_logger, step, sentence);

    public void Dispose()
    {
        // The log belongs to whoever handed it in.
    }

    static LogLevel LevelOf(GuardAction action) => action switch
    {
        GuardAction.Clipped => LogLevel.Debug,
        GuardAction.RaisedRate => LogLevel.Information,
        GuardAction.Stopped or GuardAction.Failed => LogLevel.Error,
        _ => LogLevel.Warning,
    };

    static LogLevel LevelOf(Severity severity) => severity switch
    {
        Severity.Note => LogLevel.Information,
        Severity.Warning => LogLevel.Warning,
        Severity.Error => LogLevel.Error,
        _ => LogLevel.Critical,
    };
}
