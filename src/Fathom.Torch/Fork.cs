using static TorchSharp.torch;

namespace Fathom.Torch;

/// <summary>
/// Where a block's input divides into several ways: hands the same numbers to each of them, so that what each way brings to the gradient can
/// be told apart.
/// </summary>
/// <remarks>
/// The ways come together again in a module that is an <see cref="IJoin"/>, such as <see cref="Sum"/>. A ledger then shows the block as one
/// link from the join to the fork, with the measured ways inside.
/// </remarks>
public sealed class Fork : nn.Module<Tensor, Tensor[]>
{
    /// <summary>A fork into <paramref name="ways"/>, such as "branch" and "skip".</summary>
    /// <param name="ways">At least two names, in the order of the tensors that are returned.</param>
    /// <exception cref="ArgumentException">There are fewer than two ways.</exception>
    public Fork(params IReadOnlyList<string> ways)
        : base(nameof(Fork))
    {
        if (ways.Count < 2) throw new ArgumentException($"A fork needs at least two ways, but has {ways.Count}.", nameof(ways));
        Ways = ways;
    }

    /// <summary>What the ways are called.</summary>
    public IReadOnlyList<string> Ways { get; }

    /// <inheritdoc/>
    public override Tensor[] forward(Tensor input)
    {
        var ways = new Tensor[Ways.Count];
        // One view each: a gradient hook on the input itself, or on an alias of it, would see the sum of all ways.
        for (var way = 0; way < ways.Length; way++) ways[way] = input.view_as(input);
        return ways;
    }
}
