namespace Fathom.Recipes;

/// <summary>One layer where it stands in its network.</summary>
/// <param name="Name">
/// Its name, which the module built from it bears too; inside a block behind the block's own and a dot: <c>residual3.linear7</c>.
/// </param>
/// <param name="Layer">The layer.</param>
/// <param name="Input">The shape of what comes in, without the batch.</param>
/// <param name="Output">The shape of what goes out; null where the layer cannot take what comes in.</param>
public sealed record LayerPlace(string Name, Layer Layer, ValueList<int> Input, ValueList<int>? Output)
{
    /// <summary>The places of the layers that a block holds, in order; empty for any other layer.</summary>
    public ValueList<LayerPlace> Inner { get; init; } = [];

    /// <summary>True where a shared part stands once more: the module and its weights are those of the earlier place of this name.</summary>
    public bool IsAgain { get; init; }

    /// <summary>The name without those of the blocks around it.</summary>
    public string OwnName => Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>The shape of what a block's layers make; null for any other layer, and where they do not fit together.</summary>
    public ValueList<int>? Branch => Inner.Count > 0 ? Inner[^1].Output : null;

    /// <summary>How many numbers the layer learns here, those of the layers it holds not counted; 0 where it shares them.</summary>
    public long ParameterCount =>
        Output is null || IsAgain ? 0 : Layer is Block block ? block.OwnParameterCount(this) : Layer.ParameterCount(Input);

    /// <summary>This place and all that it holds, a block before its layers.</summary>
    public IEnumerable<LayerPlace> WithInner() => Inner.SelectMany(place => place.WithInner()).Prepend(this);
}
