#:project ../src/Fathom.Torch/Fathom.Torch.csproj
#:package libtorch-cpu-linux-x64

// Attaches a monitor to a plain TorchSharp loop and prints what ails the network: twenty sigmoid layers that can't learn.

using Fathom.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

random.manual_seed(1);
var layers = new List<(string, Module<Tensor, Tensor>)>();
for (var depth = 1; depth <= 20; depth++)
{
    layers.Add(($"linear{depth}", Linear(64, 64)));
    layers.Add(($"sigmoid{depth}", Sigmoid()));
}

layers.Add(("output", Linear(64, 4)));
using var model = Sequential(layers);
using var optimizer = optim.SGD(model.parameters(), 0.1);

using var monitor = GradientMonitor.Attach(model, optimizer, new() { Every = 1 });
for (var step = 0; step < 20; step++)
{
    using var scope = NewDisposeScope();
    var (x, y) = (randn(32, 64), randint(0, 4, 32));

    optimizer.zero_grad();
    var loss = functional.cross_entropy(model.call(x), y);
    loss.backward();
    monitor.Step(loss);
}

foreach (var finding in monitor.Diagnose())
{
    Console.WriteLine(finding);
    foreach (var cause in finding.Causes) Console.WriteLine($"  {cause.Share,4:0%} {cause.Id}: {cause.Evidence}");
    foreach (var treatment in finding.Treatments) Console.WriteLine($"  do: {treatment}");
}

return monitor.Diagnose().Any(finding => finding.Id == "vanishing-gradient") ? 0 : 1;
