using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Starts chosen layers of a live network anew and keeps the others; what the optimizer remembers of them begins anew too.</summary>
public sealed record RestartLayers : ILiveTreatment
{
    /// <summary>Which layers, by name and module; only those that have a parameter "weight" are asked for.</summary>
    public required Func<string, nn.Module, bool> Where { get; init; }

    /// <summary>Fills the weights, without gradients; He's normal start (2015, equation 10) unless said otherwise. Biases begin at zero.</summary>
    public Action<Tensor> With { get; init; } = weights => nn.init.kaiming_normal_(weights, nonlinearity: nn.init.NonlinearityType.ReLU);

    /// <summary>False: these layers have forgotten what they learnt.</summary>
    public bool IsExact => false;

    /// <inheritdoc/>
    public Operation ApplyTo(LiveTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var places = ModulePlace.Below(training.Model).Where(place => place.Module.get_parameter("weight") is { } weight && weight.dim() > 1 && Where(place.Name, place.Module)).ToList();
        if (places.Count == 0) throw new LiveTreatmentException($"{training.Model.GetType().Name} has no layer with a parameter \"weight\" of two or more dimensions that was chosen.");
        var memory = OptimizerEdit.Of(training.Optimizer)?.Memory();
        using var scope = NewDisposeScope();
        using var without = no_grad();
        foreach (var place in places)
        {
            With(place.Module.get_parameter("weight")!);
            if (place.Module.get_parameter("bias") is { } bias) bias.zero_();
            foreach (var parameter in place.Module.parameters(recurse: false))
                if (memory is not null && memory.TryGetValue(parameter.Handle, out var cell)) cell.Forget();
        }

        return new Operation
        {
            What = FormattableString.Invariant($"Started {places.Count} layers anew; the others keep what they learnt."),
            IsExact = false,
            Places = ValueList.Of<string>([.. places.Select(place => place.Name)]),
        };
    }
}
