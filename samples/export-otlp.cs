#:project ../src/Fathom.Torch/Fathom.Torch.csproj
#:package libtorch-cpu-linux-x64
#:package OpenTelemetry
#:package OpenTelemetry.Exporter.OpenTelemetryProtocol

// Sends a training's metrics and log events to an OpenTelemetry collector: at http://localhost:4317, or where OTEL_EXPORTER_OTLP_ENDPOINT says.
// It runs without a collector too: what can't be sent is dropped.

using Fathom.Torch;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

var resource = ResourceBuilder.CreateDefault().AddService("deep-sigmoid", serviceInstanceId: Guid.NewGuid().ToString());
using var meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(GradientMonitor.MeterName).AddOtlpExporter().Build();
using var logs = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options => options.SetResourceBuilder(resource).AddOtlpExporter()));

random.manual_seed(1);
var layers = new List<(string, Module<Tensor, Tensor>)>();
for (var depth = 1; depth <= 20; depth++) layers.AddRange([($"linear{depth}", Linear(64, 64)), ($"sigmoid{depth}", Sigmoid())]);
layers.Add(("output", Linear(64, 4)));
using var model = Sequential(layers);
using var optimizer = optim.SGD(model.parameters(), 0.1);

using var monitor = GradientMonitor.Attach(model, optimizer, new() { Every = 1, Logger = logs.CreateLogger("training") });
for (var step = 0; step < 50; step++)
{
    using var scope = NewDisposeScope();
    optimizer.zero_grad();
    var loss = functional.cross_entropy(model.call(randn(32, 64)), randint(0, 4, 32));
    loss.backward();
    monitor.Step(loss);
}

// What was told but not yet sent goes out now; a collector that isn't there must not hold up the program.
meters.ForceFlush(timeoutMilliseconds: 2000);
Console.WriteLine($"{monitor.Steps} steps, {monitor.Diagnose().Count} findings");
return monitor.Diagnose().Count > 0 ? 0 : 1;
