namespace Fathom.Recipes;

/// <summary>The input's channels, and behind them those that the layers make of it (Huang 2017).</summary>
public sealed record Dense : Block
{
    /// <inheritdoc/>
    public override IEnumerable<string> OwnNames(LayerPlace place) => ["fork", "join"];

    /// <inheritdoc/>
    public override ValueList<int>? Join(ValueList<int> input, ValueList<int> branch) =>
        input.Count == branch.Count && input.Skip(1).SequenceEqual(branch.Skip(1))
            ? ValueList.Of<int>([input[0] + branch[0], .. input.Skip(1)])
            : null;

    /// <inheritdoc/>
    public override string JoinRefusal(ValueList<int> input, ValueList<int> branch) =>
        $"puts the {branch} that its layers make behind the {input} that comes in, which may differ in the first number only";
}
