using Fathom.Torch.Probes;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Guards;

/// <summary>Tries on a few numbers what <see cref="GradientArrival"/> builds upon, before a training is trusted to it.</summary>
static class ArrivalTrial
{
    /// <summary>True where a leaf tells of its gradient, and writes to that are noticed.</summary>
    public static bool Succeeded { get; } = LeafTap.IsKnown && TensorVersion.IsKnown && LentGradient.IsKnown && Try();

    static bool Try()
    {
        using var scope = NewDisposeScope();
        using var ordinary = inference_mode(false);
        using var with = enable_grad();
        using var arrival = new GradientArrival();
        var leaf = new Parameter(ones(2));
        var ticket = LeafTap.Hear(leaf, arrival);
        // Twice, for the first gradient is taken over and the next one added to it.
        var holds = Holds(leaf, arrival, _ => { }) && Holds(leaf, arrival, _ => { });
        var noticesWrites = !Holds(leaf, arrival, gradient => gradient.zero_());
        LeafTap.Leave(ticket, arrival);
        return holds && noticesWrites;
    }

    static bool Holds(Parameter leaf, GradientArrival arrival, Action<Tensor> then)
    {
        arrival.Await();
        (leaf * leaf).sum().backward();
        using var without = no_grad();
        using var gradient = leaf.grad!;
        then(gradient);
        return arrival.HasRead(LentGradient.Of(leaf.Handle));
    }
}
