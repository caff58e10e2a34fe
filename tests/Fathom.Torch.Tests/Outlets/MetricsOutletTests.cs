using System.Diagnostics.Metrics;
using Fathom.Torch.Outlets;

namespace Fathom.Torch.Tests.Outlets;

public class MetricsOutletTests
{
    [Fact]
    public void Every_instrument_tells_what_the_monitor_saw()
    {
        using var heard = new HeardMetrics();
        using var loop = new WatchedLoop(new() { Every = 1 });

        loop.Take(3).Take(1, poison: float.NaN);

        Assert.Equal(4, heard.Of("fathom.training.step").Sum(value => value.Value));
        Assert.Equal(loop.Monitor.History.Losses.Recent.Select(point => point.Loss), heard.Of("fathom.training.loss").Select(value => value.Value));
        Assert.All(heard.Of("fathom.training.learning_rate"), value => Assert.Equal(0.05, value.Value));
        Assert.Equal(3, heard.Of("fathom.training.step_duration").Count(value => value.Value > 0));
        var reading = loop.Monitor.History.First!;
        var first = heard.Of("fathom.gradient.norm").First(value => value.Tags["fathom.layer"] == "linear1");
        var parameters = reading.Parameters.Where(parameter => parameter.Name.StartsWith("linear1.", StringComparison.Ordinal)).Select(parameter => parameter.Gradient!.Norm);
        Assert.Equal(Math.Sqrt(parameters.Sum(norm => norm * norm)), first.Value, 1e-12);
        Assert.Equal(4, heard.Of("fathom.gradient.global_norm").Count());
        var (_, count, tags) = Assert.Single(heard.Of("fathom.guard.events"));
        Assert.Equal((1, "skip-non-finite", "skipped"), (count, tags["fathom.guard.name"], tags["fathom.guard.action"]));
    }

    [Fact]
    public void Findings_are_counted_by_illness_and_severity()
    {
        using var heard = new HeardMetrics();
        using var loop = new WatchedLoop(new() { Every = 1, Guards = [] }, "deep-sigmoid");

        // How often a live training is diagnosed depends on what that costs on this machine at this moment.
        for (var taken = 0; taken < 3000 && !IsCounted(); taken += 60) loop.Take(60);

        Assert.True(IsCounted());

        bool IsCounted() => heard.Of("fathom.findings").Any(value => value is { Value: 1 } && value.Tags["fathom.finding.id"] == "vanishing-gradient" && value.Tags["fathom.finding.severity"].Length > 0);
    }

    [Fact]
    public void A_network_of_many_layers_makes_no_more_series_than_promised()
    {
        using var heard = new HeardMetrics();
        using var model = Networks.Mlp(depth: 100, width: 4);
        using var monitor = GradientMonitor.Attach(model, null, new() { Every = 1 });

        using (TorchSharp.torch.NewDisposeScope())
        {
            var (input, target) = Networks.Batch("mlp");
            var loss = TorchSharp.torch.nn.functional.cross_entropy(model.call(input), target);
            loss.backward();
            monitor.Step(loss);
        }

        var layers = heard.Of("fathom.gradient.norm").Select(value => value.Tags["fathom.layer"]).Distinct().ToList();
        Assert.Equal(MetricsOutlet.MostLayers, layers.Count);
        Assert.Equal(("linear1", "output"), (layers[0], layers[^1]));
    }

    [Fact]
    public void Nothing_is_allocated_while_nobody_listens()
    {
        var outlet = new MetricsOutlet();
        outlet.Step(1, 0.5);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var step = 2; step < 10_000; step++) outlet.Step(step, 0.5);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.False(outlet.WantsFindings);
    }

    [Fact]
    public void A_listener_that_throws_is_dropped_and_the_training_goes_on()
    {
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == "Fathom") self.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((_, _, _, _) => throw new InvalidOperationException("The collector is gone."));
        listener.Start();
        using var loop = new WatchedLoop(new() { Every = 1 });

        loop.Take(5);

        Assert.Equal(5, loop.Monitor.History.Count);
        Assert.Equal("metrics", Assert.Single(loop.Monitor.Diagnose(), finding => finding.Id == "recording-failure").Place);
    }

    /// <summary>Hears every instrument of Fathom on this thread.</summary>
    sealed class HeardMetrics : IDisposable
    {
        readonly MeterListener _listener = new();
        readonly List<(string Name, double Value, Dictionary<string, string> Tags)> _values = [];

        public HeardMetrics()
        {
            _listener.InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == GradientMonitor.MeterName) listener.EnableMeasurementEvents(instrument); };
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
            _listener.Start();
        }

        public IEnumerable<(string Name, double Value, Dictionary<string, string> Tags)> Of(string name) => _values.Where(value => value.Name == name);

        public void Dispose() => _listener.Dispose();

        void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            _values.Add((instrument.Name, value, tags.ToArray().ToDictionary(tag => tag.Key, tag => (string)tag.Value!, StringComparer.Ordinal)));
    }
}
