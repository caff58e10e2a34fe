using Fathom.Lab.Recipes;
using Fathom.Lab.Training;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace Fathom.Lab.Tests.Training;

public class GradientPreservationTests
{
    [Fact]
    public void Adds_the_papers_gradient_to_a_hand_made_recurrence()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var weights = new Parameter(randn([4, 4], float64) * 0.4);
        var states = Unrolled(weights, steps: 6);

        var omega = GradientPreservation.Omega(weights, states)!;
        weights.grad = null;
        omega.backward();

        Assert.Equal(Naive(weights, states), omega.item<double>(), 1e-12);
        using var without = no_grad();
        foreach (var (row, column) in (ReadOnlySpan<(int, int)>)[(0, 0), (1, 3), (3, 2)])
        {
            // Equation 10: states and their gradients stay while W moves.
            const double Small = 1e-6;
            weights[row, column] += Small;
            var above = Naive(weights, states);
            weights[row, column] -= 2 * Small;
            var below = Naive(weights, states);
            weights[row, column] += Small;
            Assert.Equal((above - below) / (2 * Small), weights.grad![row, column].item<double>(), 1e-7);
        }
    }

    [Fact]
    public void Does_not_depend_on_how_small_the_gradient_is()
    {
        using var scope = NewDisposeScope();
        var weights = new Parameter(eye(3) * 0.5f);

        double Of(float size)
        {
            var (first, second) = (zeros(2, 3), zeros(2, 3));
            second.grad = full([2, 3], size);
            return GradientPreservation.Omega(weights, [(first, ones(2, 3)), (second, ones(2, 3))])!.item<float>();
        }

        Assert.Equal(0.25, Of(1), 1e-6);
        Assert.Equal(0.25, Of(1e-38f), 1e-6);
        Assert.Equal(0.25, Of(1e30f), 1e-6);
        Assert.Equal(0, Of(0));
    }

    [Fact]
    public void Keeps_gradients_alive_through_time_in_a_training()
    {
        // A recurrence that starts at half the size loses a gradient in a few steps; Ω alone pulls it back to one.
        double NormAfter(string strength)
        {
            using var scope = NewDisposeScope();
            var recipe = RecipeFile.Parse($$"""
                name: memory
                data: { source: adding-problem, length: 20, samples: 200 }
                network:
                  input: [20, 2]
                  init: xavier-uniform
                  layers: [ { rnn: 16, form: cells, output: last, recurrent-init: orthogonal(0.5) }, { linear: 1 } ]
                loss: mse
                training: { optimizer: { sgd: 0.05 }, batch: 50, steps: 60, preserve-gradients: {{strength}} }
                """);
            using var trainer = new Trainer(recipe, TestContext.Current.CancellationToken);
            trainer.Run(60, cancellation: TestContext.Current.CancellationToken);
            var weights = trainer.Module.named_parameters().First(entry => entry.name.EndsWith("weight_hh", StringComparison.Ordinal)).parameter;
            return weights.norm().item<float>() / 4;
        }

        Assert.InRange(NormAfter("0"), 0.45, 0.6);
        Assert.InRange(NormAfter("1"), 0.7, 1.4);
    }

    [Fact]
    public void Says_when_there_is_nothing_whose_states_it_can_see()
    {
        var recipe = Some.Recipe();

        Assert.StartsWith(
            "preserve-gradients needs an rnn layer in cells",
            Mistakes.Only(() => new Trainer(recipe with { Training = recipe.Training with { PreserveGradients = 1 } }, TestContext.Current.CancellationToken).Dispose()).Message,
            StringComparison.Ordinal);
    }

    static (Tensor State, Tensor Slope)[] Unrolled(Parameter weights, int steps)
    {
        var states = new List<(Tensor, Tensor)>();
        var hidden = zeros([3, 4], float64);
        for (var step = 0; step < steps; step++)
        {
            var sum = hidden.matmul(weights.t()) + randn([3, 4], float64);
            sum.retain_grad();
            hidden = sum.tanh();
            states.Add((sum, (1 - hidden.square()).detach()));
        }

        hidden.square().sum().backward();
        return [.. states];
    }

    static double Naive(Tensor weights, (Tensor State, Tensor Slope)[] states)
    {
        var sum = 0.0;
        for (var step = 0; step + 1 < states.Length; step++)
        {
            for (var sample = 0; sample < 3; sample++)
            {
                var later = states[step + 1].State.grad![sample];
                var earlier = later.unsqueeze(0).matmul(weights).squeeze(0) * states[step].Slope[sample];
                sum += Math.Pow((earlier.norm() / later.norm()).item<double>() - 1, 2) / 3;
            }
        }

        return sum;
    }
}
