using Fathom.Recipes;
using static TorchSharp.torch;

namespace Fathom.Lab.Modules;

/// <summary>What one layer of a live network has learnt: its parameters and the buffers that last.</summary>
/// <param name="OwnName">The layer's name without those of the blocks around it.</param>
/// <param name="Kind">Which kind of layer it is, such as "linear"; a part of a block that no layer is has the block's kind and its own name.</param>
/// <param name="Tensors">What it holds, by whole name, and what each is to the layer.</param>
sealed record LearningLayer(string OwnName, string Kind, IReadOnlyList<(string Name, string Role, Tensor Tensor)> Tensors)
{
    /// <summary>The layers of <paramref name="module"/> that hold something, in the order of the forward pass.</summary>
    public static IReadOnlyList<LearningLayer> AllOf(Network network, NetworkModule module)
    {
        var places = network.AllPlaces().Where(place => !place.IsAgain).DistinctBy(place => place.Name, StringComparer.Ordinal).ToDictionary(place => place.Name, StringComparer.Ordinal);
        return
        [
            .. module.named_parameters().Select(entry => (Name: entry.name, Tensor: (Tensor)entry.parameter)).Concat(LearntBuffers(module))
                .GroupBy(entry => OwnerOf(entry.Name, places), StringComparer.Ordinal)
                .Select(group => Layer(group.Key, places, group)),
        ];
    }

    /// <summary>Whether the other can take what this one holds: the same kind, and under the same names the same shapes.</summary>
    public bool Fits(LearningLayer other) => Kind == other.Kind && Tensors.Count == other.Tensors.Count
        && Tensors.Zip(other.Tensors).All(pair => pair.First.Role == pair.Second.Role && pair.First.Tensor.shape.AsSpan().SequenceEqual(pair.Second.Tensor.shape));

    /// <summary>The buffers that are part of what was learnt: batch-norm's means, variances and counts. Others are constants of the design.</summary>
    public static IEnumerable<(string Name, Tensor Tensor)> LearntBuffers(NetworkModule module) => module.named_buffers()
        .Where(entry => entry.name[(entry.name.LastIndexOf('.') + 1)..] is "running_mean" or "running_var" or "num_batches_tracked").Select(entry => (entry.name, entry.buffer));

    /// <summary>The longest name of a place that a tensor's name begins with.</summary>
    static string OwnerOf(string tensor, Dictionary<string, LayerPlace> places)
    {
        for (var end = tensor.LastIndexOf('.'); end > 0; end = tensor.LastIndexOf('.', end - 1))
            if (places.TryGetValue(tensor[..end], out var place) && place.Layer is not Block) return tensor[..end];
        // A block's own gate, projection or scale.
        var own = tensor.LastIndexOf('.');
        return own < 0 ? tensor : tensor[..own];
    }

    static LearningLayer Layer(string owner, Dictionary<string, LayerPlace> places, IEnumerable<(string Name, Tensor Tensor)> tensors)
    {
        var name = owner[(owner.LastIndexOf('.') + 1)..];
        return new(name, places.TryGetValue(owner, out var place) && place.Layer is not Block ? place.Layer.Kind : $"part {name}",
            [.. tensors.Select(entry => (entry.Name, entry.Name[owner.Length..], entry.Tensor)).OrderBy(entry => entry.Name, StringComparer.Ordinal)]);
    }
}
