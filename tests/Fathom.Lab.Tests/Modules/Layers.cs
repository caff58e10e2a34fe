using Fathom.Lab.Modules;
using Fathom.Lab.Recipes;
using Fathom.Ledger;
using Fathom.Recipes;
using Fathom.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Modules;

/// <summary>Live layers from a line of a recipe, and what their gradients should be.</summary>
static class Layers
{
    /// <summary>The network of <paramref name="layers"/> in double precision.</summary>
    public static NetworkModule Make(string input, string layers, string more = "")
    {
        var module = NetworkBuilder.Build(Recipe(input, layers, more));
        module.to(float64);
        return module;
    }

    public static Recipe Recipe(string input, string layers, string more = "") =>
        RecipeFile.Parse($"{{ name: layers, network: {{ input: [{input}], init: he-normal, {more} layers: [ {layers} ] }} }}");

    /// <summary>The bare module of an activation or another layer that learns nothing.</summary>
    public static nn.Module<Tensor, Tensor> Bare(string layer, params int[] shape)
    {
        var input = ValueList.Of<int>(shape);
        var parsed = Recipe(string.Join(", ", shape), $"{layer}, flatten, linear: 1").Network.Layers[0];
        var place = new LayerPlace("bare", parsed, input, parsed.OutputShape(input));
        var network = new Network { Input = input, Layers = [parsed] };
        using var filler = new WeightFiller(1, network);
        return new Construction(network, filler).Make(place).to(float64);
    }

    /// <summary>What probes see while the gradient of a weighted sum of the output goes back.</summary>
    public static StepReading Read(nn.Module<Tensor, Tensor> module, Tensor input, bool portable = false)
    {
        using var monitor = GradientMonitor.Attach(module, null, new() { Every = 1, PortableHooks = portable });
        var output = module.call(input);
        var loss = (output * randn_like(output)).sum();
        loss.backward();
        monitor.Step(loss);
        Assert.DoesNotContain(monitor.Diagnose(), finding => finding.Id is "probe-failure" or "unprobed-module");
        return monitor.History.Latest!;
    }

    /// <summary>Compares the gradient of a weighted sum of the output with central differences, for the input and every parameter.</summary>
    public static void GradientsAgree(nn.Module<Tensor, Tensor> module, Tensor input, double tolerance = 1e-7)
    {
        using var scope = NewDisposeScope();
        using var weights = randn_like(module.call(input.detach()));
        var leaf = input.detach().clone().requires_grad_();
        module.zero_grad();
        (module.call(leaf) * weights).sum().backward();

        foreach (var (name, value) in module.named_parameters().Select(one => (one.name, (Tensor)one.parameter)).Append(("input", leaf)))
        {
            var gradient = value.grad;
            Assert.True(gradient is not null, $"{name} has no gradient.");
            using var without = no_grad();
            var (flat, expected) = (value.view(-1), gradient.reshape(-1));
            for (var index = 0L; index < Math.Min(flat.shape[0], 40); index++)
            {
                const double Step = 1e-5;
                var at = flat[index].item<double>();
                flat[index] = at + Step;
                var above = (module.call(leaf) * weights).sum().item<double>();
                flat[index] = at - Step;
                var below = (module.call(leaf) * weights).sum().item<double>();
                flat[index] = at;
                var measured = (above - below) / (2 * Step);
                var given = expected[index].item<double>();
                Assert.True(
                    Math.Abs(measured - given) <= tolerance * Math.Max(1, Math.Abs(measured)),
                    $"{name}[{index}]: autograd says {given}, differences say {measured}.");
            }
        }
    }
}
