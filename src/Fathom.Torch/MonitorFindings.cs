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

    /// <summary>
    /// Notes modules that gradients reached though they were passed by, because TorchSharp runs hooks for <c>call()</c> only; and takes back what was
    /// noted of one that was heard since. A module that no gradient reached rests, or is a matter for a diagnosis.
    /// </summary>
    public void NoteUnheardModules(IEnumerable<ModuleProbe> probes, IEnumerable<ParameterProbe> parameters, long step, bool heard)
    {
        if (!heard) return;
        HashSet<string>? reached = null;
        foreach (var probe in probes)
        {
            if (probe.WasCalled) _unheard.Remove(probe.Name);
            if (probe.WasCalled || probe.ParameterNames.Count == 0 || _unheard.ContainsKey(probe.Name)) continue;
            reached ??= [.. parameters.Where(parameter => parameter.IsReached).Select(parameter => parameter.Name)];
            if (!probe.ParameterNames.Any(name => reached.Contains(probe.IsRoot ? name : $"{probe.Name}.{name}"))) continue;
            _unheard[probe.Name] = new Finding
            {
                Id = "unprobed-module",
                Severity = Severity.Note,
                Place = probe.Name,
                Step = step,
                Summary = $"{probe.Name} ({probe.Type}) learns, but was not heard: it was called through forward(), or with arguments such as packed sequences, " +
                    "for which TorchSharp runs no hooks. Only its parameters are read.",
                Treatments = [$"Call it as {probe.Name}.call(x) with a tensor x, instead of {probe.Name}.forward(x) or with a packed sequence."],
            };
        }
    }
}
