namespace Fathom.Recipes;

/// <summary>The sum of the input and of what the layers make of it (He 2016).</summary>
public sealed record Residual : Block
{
    /// <summary>How the input goes around the layers; default: as it is where the shapes agree, else by a projection.</summary>
    public SkipKind Skip { get; init; }

    /// <summary>What the branch is multiplied by before the sum; default: nothing.</summary>
    public BranchScale Scale { get; init; } = new Unscaled();

    /// <inheritdoc/>
    public override IEnumerable<string> OwnNames(LayerPlace place) =>
        ["fork", "skip", "scale", "sum", .. Scale is FixupScale ? place.Inner.Where(ShiftsBefore).Select(ShiftName) : []];

    /// <summary>The layer by which the input goes around the block at a place; null where it goes as it is.</summary>
    public Layer? Projection(LayerPlace place)
    {
        if (place.Branch is not { } branch || (Skip != SkipKind.Projection && branch.Equals(place.Input))) return null;
        var channels = SeesChannels(place);
        return Pointwise.Between(place.Input, branch, channels) ?? Pointwise.Between(place.Input, branch, !channels);
    }

    /// <inheritdoc/>
    public override ValueList<int>? Join(ValueList<int> input, ValueList<int> branch) =>
        (Skip != SkipKind.Projection && input.Equals(branch))
        || (Skip != SkipKind.Identity && (Pointwise.Between(input, branch, channels: true) ?? Pointwise.Between(input, branch, channels: false)) is not null)
            ? branch
            : null;

    /// <inheritdoc/>
    public override string JoinRefusal(ValueList<int> input, ValueList<int> branch) => Skip == SkipKind.Identity
        ? $"adds the {branch} that its layers make to the {input} that comes in, which needs one shape; let the skip be a projection"
        : $"adds the {branch} that its layers make to the {input} that comes in, but no projection leads from one to the other";

    /// <inheritdoc/>
    public override long OwnParameterCount(LayerPlace place) =>
        (Projection(place)?.ParameterCount(place.Input) ?? 0) + Scale switch
        {
            ReZeroScale => 1,
            FixupScale => 1 + place.Inner.Count(ShiftsBefore),
            _ => 0,
        };

    /// <summary>Whether Fixup shifts what goes into the layer at a place.</summary>
    public static bool ShiftsBefore(LayerPlace place) => place.Layer is WeightedLayer or Activation;

    /// <summary>What Fixup's shift before the layer at <paramref name="place"/> is called.</summary>
    public static string ShiftName(LayerPlace place) => $"before-{place.OwnName}";
}
