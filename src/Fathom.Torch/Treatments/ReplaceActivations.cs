using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Fathom.Torch.Treatments;

/// <summary>Puts other activations in the place of a live network's.</summary>
public sealed record ReplaceActivations : ILiveTreatment
{
    /// <summary>Makes the activation that comes in place of an old one: <c>_ => nn.GELU()</c>.</summary>
    public required Func<nn.Module, nn.Module<Tensor, Tensor>> By { get; init; }

    /// <summary>
    /// Which ones, by name and module; null (default) for all that are modules of their own, without softmaxes and without those behind a
    /// Sequential's last weights.
    /// </summary>
    public Func<string, nn.Module, bool>? Where { get; init; }

    /// <summary>
    /// True for a <see cref="Blend"/> of old and new, which begins as the old one exactly and learns how much of the new one to take; false
    /// (default) for the new one alone.
    /// </summary>
    public bool Gradually { get; init; }

    /// <summary>True where it goes <see cref="Gradually"/>. From a leaky ReLU to a PReLU of its slope it is exact as well, as the operation says.</summary>
    public bool IsExact => Gradually;

    /// <inheritdoc/>
    public Operation ApplyTo(LiveTraining training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var places = LiveActivations.Of(training, Where);
        var made = places.Select(place => place.Module).Distinct(ReferenceEqualityComparer.Instance).Cast<nn.Module>()
            .ToDictionary(module => module, module => Fitted(By(module), training.Model), (IEqualityComparer<nn.Module>)ReferenceEqualityComparer.Instance);
        var exchange = new Exchange(training);
        try
        {
            var adds = Gradually || made.Values.Any(module => module.parameters().Any());
            foreach (var alike in places.GroupBy(place => Gradually ? typeof(Blend) : made[place.Module].GetType())) exchange.Check([.. alike], alike.Key, adds);
        }
        catch
        {
            foreach (var module in made.Values) module.Dispose();
            throw;
        }

        var isExact = Gradually || made.All(pair => IsSame(pair.Key, pair.Value));
        var news = string.Join(", ", made.Values.Select(module => module.GetType().Name).Distinct(StringComparer.Ordinal));
        var type = training.Model.parameters().FirstOrDefault()?.dtype;
        exchange.Put(places, place => Gradually ? new Blend((nn.Module<Tensor, Tensor>)place.Module, made[place.Module], type) : made[place.Module], disposes: !Gradually);
        return exchange.Finish(
            FormattableString.Invariant($"{(Gradually ? "Blended" : "Replaced")} {places.Count} activations {(Gradually ? "with" : "by")} {news}."), isExact, places.Select(place => place.Name));
    }

    static nn.Module<Tensor, Tensor> Fitted(nn.Module<Tensor, Tensor> module, nn.Module model)
    {
        if (model.parameters().FirstOrDefault() is { } weights && module.parameters().Any()) module.to(weights.device, weights.dtype);
        return module;
    }

    static bool IsSame(nn.Module old, nn.Module by) => by is PReLU prelu && old switch
    {
        LeakyReLU leaky => prelu.init == leaky.negative_slope,
        ReLU => prelu.init == 0,
        _ => false,
    };
}
