using Fathom.Diagnoses;
using Fathom.Torch.Probes;

namespace Fathom.Torch;

/// <summary>What the monitor has to say about itself: probes that failed, modules that it could not hear.</summary>
sealed class MonitorFindings
{
    readonly Dictionary<string, Finding> _unheard = new(StringComparer.Ordinal);
    readonly List<Finding> _silences = [];
    Finding? _failure;

    /// <summary>True once reading has failed, after which nothing is read any more.</summary>
    public bool HasFailed => _failure is not null;

    /// <summary>The notes so far, each once.</summary>
    public IEnumerable<Finding> Findings => _failure is null ? [.. _unheard.Values, .. _silences] : [.. _unheard.Values, .. _silences, _failure];

    /// <summary>Notes that reading has failed and why.</summary>
    public void NoteFailure(Exception fault, long step) =>
        _failure ??= new Finding
        {
            Id = "probe-failure",
            Severity = Severity.Note,
            Place = "monitor",
            Step = step,
            Summary = $"Reading failed and was switched off; the training goes on unwatched. {fault.GetType().Name}: {fault.Message}",
        };

    /// <summary>Notes that what the monitor sees goes no longer somewhere, such as into a run's journal.</summary>
    public void NoteSilence(string where, string why, long step) =>
        _silences.Add(new Finding
        {
            Id = "recording-failure",
            Severity = Severity.Note,
            Place = where,
            Step = step,
            Summary = $"The {where} stopped; the training goes on without it. {why}",
        });

    /// <summary>Notes modules that own parameters and were passed by: TorchSharp runs hooks for <c>call()</c> only.</summary>
    public void NoteUncalledModules(IEnumerable<ModuleProbe> probes, long step, bool heard)
    {
        if (!heard) return;
        foreach (var probe in probes)
        {
            if (probe.WasCalled || probe.ParameterNames.Count == 0 || _unheard.ContainsKey(probe.Name)) continue;
            _unheard[probe.Name] = new Finding
            {
                Id = "unprobed-module",
                Severity = Severity.Note,
                Place = probe.Name,
                Step = step,
                Summary = $"{probe.Name} ({probe.Type}) was not heard in a whole step: either nothing called it, or it was called through " +
                    "forward(), for which TorchSharp runs no hooks. Only its parameters are read.",
                Treatments = [$"Call it as {probe.Name}.call(x) instead of {probe.Name}.forward(x)."],
            };
        }
    }
}
