using Fathom.Lab.Modules;
using Fathom.Lab.Recipes;
using Fathom.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace Fathom.Lab.Training;

/// <summary>Pulls recurrent weights to where a gradient keeps its norm from each time step to the one before.</summary>
/// <remarks>
/// Pascanu, Mikolov and Bengio (2013), On the difficulty of training recurrent neural networks, equation 9: Ω = Σ (‖δ(t+1) W diag φ'(a(t))‖ /
/// ‖δ(t+1)‖ - 1)²; as in equation 10, states and δ count as constants, so that only W gets a gradient from it. Ratios are per sample, and
/// their mean over the batch is taken; samples without a gradient at a step say nothing about it.
/// </remarks>
sealed class GradientPreservation
{
    readonly double _strength;
    readonly (IRecurrentTrace Module, List<(Tensor State, Tensor Slope)> States)[] _traces;

    GradientPreservation(double strength, IEnumerable<IRecurrentTrace> modules)
    {
        _strength = strength;
        _traces = [.. modules.Select(module => (module, new List<(Tensor, Tensor)>()))];
    }

    /// <summary>What the recipe asks for; null where it asks for nothing.</summary>
    /// <exception cref="RecipeException">The network has no recurrent layer that shows its states.</exception>
    public static GradientPreservation? Of(Recipe recipe, NetworkModule module)
    {
        if (recipe.Training.PreserveGradients == 0) return null;
        var traces = module.modules().OfType<IRecurrentTrace>().Where(trace => trace.CanTrace).ToArray();
        return traces.Length > 0
            ? new GradientPreservation(recipe.Training.PreserveGradients, traces)
            : throw new RecipeException(recipe.Name, [new RecipeMistake(0, 0, "training.preserve-gradients",
                "preserve-gradients needs an rnn layer in cells without layer-norm, whose states it can see, but the network has none; write form: cells.")]);
    }

    /// <summary>Hears the next forward pass.</summary>
    public void Listen()
    {
        foreach (var (module, states) in _traces)
        {
            states.Clear();
            module.Trace(states);
        }
    }

    /// <summary>Adds the gradient of Ω to those of the recurrent weights, after the loss's backward pass.</summary>
    /// <param name="scale">What the loss was multiplied by.</param>
    public void AddToGradients(double scale = 1)
    {
        using var strength = (_strength * scale).ToScalar();
        foreach (var (module, states) in _traces)
        {
            // Evaluations between steps are not written down.
            module.Trace(null);
            if (Omega(module.RecurrentWeights, states) is { } omega) omega.mul(strength).backward();
            states.Clear();
        }
    }

    /// <summary>Ω over states whose gradients are there; null where there are fewer than two.</summary>
    public static Tensor? Omega(Tensor weights, IReadOnlyList<(Tensor State, Tensor Slope)> states)
    {
        Tensor? omega = null;
        for (var time = 0; time + 1 < states.Count; time++)
        {
            if (states[time + 1].State.grad is not { } later) continue;
            var (direction, says) = Direction(later);
            // A root has no slope at zero, so what is left of a gradient counts as no less than this.
            var ratio = direction.matmul(weights).mul(states[time].Slope).square().sum(1).clamp_min(1e-30).sqrt();
            var distance = ratio.sub(1).square().mul(says).mean();
            omega = omega is null ? distance : omega.add(distance);
        }

        return omega;
    }

    /// <summary>Each row brought to norm 1, and whether it could be: by its greatest number first, so that 1e-30 is no zero.</summary>
    static (Tensor Direction, Tensor Says) Direction(Tensor gradient)
    {
        var largest = gradient.abs().amax([1], keepdim: true);
        var rows = gradient.div(largest.add(largest.eq(0)));
        var norms = rows.square().sum(1, keepdim: true).sqrt();
        return (rows.div(norms.add(norms.eq(0))).detach(), norms.gt(0).to(gradient.dtype).reshape(-1).detach());
    }
}
