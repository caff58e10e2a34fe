using System.Diagnostics;
using System.Diagnostics.Metrics;
using Fathom.Diagnoses;
using Fathom.Guards;
using Fathom.Ledger;

namespace Fathom.Torch.Outlets;

/// <summary>Tells a training's numbers to whoever listens to the meter "Fathom" in this process; docs/metrics.md describes each. Costs nothing while nobody does.</summary>
sealed class MetricsOutlet : IMonitorOutlet
{
    /// <summary>How many layers are told apart: each is a time series in the systems that store them, for as long as those keep any.</summary>
    public const int MostLayers = 64;

    const string LayerTag = "fathom.layer";
    const string FindingTag = "fathom.finding.id";
    const string SeverityTag = "fathom.finding.severity";
    const string GuardTag = "fathom.guard.name";
    const string ActionTag = "fathom.guard.action";

    static readonly Meter Meter = new(GradientMonitor.MeterName, typeof(MetricsOutlet).Assembly.GetName().Version?.ToString(3));
    static readonly Counter<long> Steps = Meter.CreateCounter<long>("fathom.training.step", "{step}", "Training steps taken.");
    static readonly Histogram<double> Durations = Meter.CreateHistogram<double>("fathom.training.step_duration", "s", "Time from the end of one step to the end of the next.");
    static readonly Gauge<double> Losses = Meter.CreateGauge<double>("fathom.training.loss", null, "Loss of the latest step.");
    static readonly Gauge<double> Rates = Meter.CreateGauge<double>("fathom.training.learning_rate", null, "Learning rate of the first parameter group.");
    static readonly Gauge<double> Norms = Meter.CreateGauge<double>("fathom.gradient.global_norm", null, "L2 norm of the gradient of all parameters.");
    static readonly Gauge<double> LayerNorms = Meter.CreateGauge<double>("fathom.gradient.norm", null, "L2 norm of the gradient of a layer's parameters.");
    static readonly Gauge<long> Found = Meter.CreateGauge<long>("fathom.findings", "{finding}", "Findings at the latest diagnosis.");
    static readonly Counter<long> GuardEvents = Meter.CreateCounter<long>("fathom.guard.events", "{event}", "What guards did.");

    static readonly string[] SeverityNames = [.. Enum.GetNames<Severity>().Select(name => name.ToLowerInvariant())];
    static readonly string[] ActionNames = [.. Enum.GetNames<GuardAction>().Select(LowerWithLines)];

    readonly Dictionary<(string Id, Severity Severity), long> _found = [];
    LayerNorms? _layers;
    long _stepEnded;

    public string Name => "metrics";

    public bool WantsFindings => Found.Enabled;

    public string? Problem => null;

    public void Step(long step, double? loss)
    {
        if (Steps.Enabled) Steps.Add(1);
        if (Losses.Enabled && loss is { } value) Losses.Record(value);
        if (!Durations.Enabled) return;
        var now = Stopwatch.GetTimestamp();
        if (_stepEnded > 0) Durations.Record(Stopwatch.GetElapsedTime(_stepEnded, now).TotalSeconds);
        _stepEnded = now;
    }

    public void Reading(StepReading reading)
    {
        if (Rates.Enabled && !double.IsNaN(reading.LearningRate)) Rates.Record(reading.LearningRate);
        if (Norms.Enabled) Norms.Record(RecorderOutlet.GradientNorm(reading));
        if (!LayerNorms.Enabled) return;
        _layers ??= new LayerNorms(reading, MostLayers);
        foreach (var (layer, norm) in _layers.Of(reading)) LayerNorms.Record(norm, new KeyValuePair<string, object?>(LayerTag, layer));
    }

    public void Guard(GuardEvent happened)
    {
        if (GuardEvents.Enabled) GuardEvents.Add(1, new(GuardTag, happened.Guard), new(ActionTag, ActionNames[(int)happened.Action]));
    }

    public void Findings(long step, IReadOnlyList<Finding> findings)
    {
        // What is gone is told as none, for a gauge stays where it was.
        foreach (var kind in _found.Keys) _found[kind] = 0;
        foreach (var finding in findings) _found[(finding.Id, finding.Severity)] = _found.GetValueOrDefault((finding.Id, finding.Severity)) + 1;
        foreach (var ((id, severity), count) in _found) Found.Record(count, new(FindingTag, id), new(SeverityTag, SeverityNames[(int)severity]));
    }

    public void Failure(long step, string sentence)
    {
        // The log and the findings say so.
    }

    public void Dispose()
    {
        // Instruments belong to the process.
    }

    static string LowerWithLines(string name) => string.Concat(name.Select((letter, place) => char.IsUpper(letter) && place > 0 ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
