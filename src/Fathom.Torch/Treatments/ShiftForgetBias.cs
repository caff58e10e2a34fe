using System.Globalization;
using Fathom.Recipes;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Opens the gates of live LSTMs and GRUs that keep their state, by adding to their biases.</summary>
/// <remarks>Gers, Schmidhuber and Cummins (2000), Learning to forget. In torch's order of gates both stand second: forget, and update.</remarks>
public sealed record ShiftForgetBias : ILiveTreatment
{
    /// <summary>What is added to each bias, finite; 1 unless said otherwise.</summary>
    public double By { get; init => field = double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"By must be finite, but was {value}."); } = 1;

    /// <summary>False: the state is kept longer, so the function is another one.</summary>
    public bool IsExact => false;

    /// <inheritdoc/>
    public Operation ApplyTo(LiveTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var biases = ModulePlace.Below(training.Model).Select(place => (place.Name, place.Module)).Prepend((Name: "network", Module: training.Model))
            .Where(entry => entry.Module is LSTM or GRU).DistinctBy(entry => entry.Module)
            .SelectMany(entry => entry.Module.named_parameters().Where(each => each.name.StartsWith("bias_ih", StringComparison.Ordinal))
                .Select(each => (Name: $"{entry.Name}.{each.name}", each.parameter, Gates: entry.Module is LSTM ? 4 : 3))).ToList();
        if (biases.Count == 0) throw new LiveTreatmentException($"{training.Model.GetType().Name} has no LSTM or GRU with biases among its modules.");
        using var scope = NewDisposeScope();
        using var without = no_grad();
        using var shift = By.ToScalar();
        foreach (var (_, parameter, gates) in biases)
        {
            var units = parameter.shape[0] / gates;
            parameter.narrow(0, units, units).add_(shift);
        }

        return new Operation
        {
            What = string.Create(CultureInfo.InvariantCulture, $"Added {By:0.##} to the forget gates' biases of {biases.Count} recurrent layers and directions."),
            IsExact = false,
            Places = ValueList.Of<string>([.. biases.Select(entry => entry.Name)]),
        };
    }
}
