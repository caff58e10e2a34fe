using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Lab.Tests.Modules;

/// <summary>Compares gradients with what a small change of each number really does, in float64.</summary>
static class FiniteDifferences
{
    const double Step = 1e-5;

    /// <summary>Asserts it for the input and some numbers of every parameter; the module is turned to float64.</summary>
    public static void Agree(nn.Module<Tensor, Tensor> module, params long[] shape)
    {
        using var scope = NewDisposeScope();
        module.to(ScalarType.Float64);
        var input = randn(shape, ScalarType.Float64).requires_grad_();
        Loss(module, input).backward();

        foreach (var (name, tensor) in module.named_parameters().Select(entry => (entry.name, (Tensor)entry.parameter)).Append(("input", input)))
        {
            Assert.True(tensor.grad is not null, $"{name} has no gradient.");
            var gradient = tensor.grad!.reshape(-1);
            for (var place = 0L; place < tensor.numel(); place += Math.Max(1, tensor.numel() / 7))
            {
                var measured = (At(tensor, place, Step) - At(tensor, place, -Step)) / (2 * Step);
                Assert.True(
                    Math.Abs(measured - gradient[place].item<double>()) <= 1e-7 + 1e-6 * Math.Abs(measured),
                    $"{name}[{place}]: {gradient[place].item<double>()} instead of {measured}.");
            }
        }

        double At(Tensor tensor, long place, double change)
        {
            using var without = no_grad();
            var flat = tensor.view(-1);
            var value = flat[place].item<double>();
            flat[place] = value + change;
            var loss = Loss(module, input).item<double>();
            flat[place] = value;
            return loss;
        }
    }

    static Tensor Loss(nn.Module<Tensor, Tensor> module, Tensor input) => (module.call(input) * 1.3 + 0.2).sin().sum();
}
