namespace Fathom.Recipes;

/// <summary>
/// T · H + (1 - T) · x, H being what the layers make of the input x, and T a gate between 0 and 1 that is learnt from x (Srivastava 2015).
/// </summary>
public sealed record Highway : Block
{
    /// <summary>
    /// The bias of the gate at the start, -100 to 100; null: -ln L, L being the number of highway blocks in the network, and -1 at most, so
    /// that a share of the input passes all of them.
    /// </summary>
    public double? GateBias { get; init => field = value is { } bias ? Require.Between(bias, -100, 100, nameof(GateBias)) : null; }

    /// <inheritdoc/>
    public override IEnumerable<string> OwnNames(LayerPlace place) => ["fork", "gate", "opening", "mix"];

    /// <summary>The layer that the gate is learnt by, before its sigmoid, in a network of <paramref name="blocks"/> highway blocks.</summary>
    public Layer? GateLayer(LayerPlace place, int blocks) => Pointwise.Between(place.Input, place.Input, SeesChannels(place)) is { } layer
        ? layer with { Bias = true, BiasInit = new Constant { Value = GateBias ?? Math.Min(-1, -Math.Log(blocks)) } }
        : null;

    /// <inheritdoc/>
    public override ValueList<int>? Join(ValueList<int> input, ValueList<int> branch) => input.Equals(branch) ? branch : null;

    /// <inheritdoc/>
    public override string JoinRefusal(ValueList<int> input, ValueList<int> branch) =>
        $"mixes the {branch} that its layers make with the {input} that comes in, which needs one shape";

    /// <inheritdoc/>
    public override long OwnParameterCount(LayerPlace place) => GateLayer(place, 1)?.ParameterCount(place.Input) ?? 0;
}
