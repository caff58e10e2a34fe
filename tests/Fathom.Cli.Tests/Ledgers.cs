using Fathom.Ledger;

namespace Fathom.Cli.Tests;

/// <summary>Ledgers made by hand.</summary>
static class Ledgers
{
    public static ChainLedger WithGains(params ReadOnlySpan<double> gains)
    {
        var links = new List<Link>();
        for (var index = 0; index < gains.Length; index++) links.Add(new($"linear{gains.Length - index}", LinkKind.Weight, gains[index]));
        return new(links, 1);
    }

    /// <summary>An output layer, then the given layers again and again, numbered down to 1.</summary>
    public static ChainLedger Repeated(int times, params (string Name, LinkKind Kind, double Gain)[] layers) =>
        new([
            new("output", LinkKind.Weight, 0.61),
            .. Enumerable.Range(0, times).SelectMany(index => layers.Select(layer => new Link($"{layer.Name}{times - index}", layer.Kind, layer.Gain))),
        ], 0.93);

    public static ChainLedger WithResidualBlock() =>
        new([
            new("output", LinkKind.Weight, 0.5),
            new("block1", LinkKind.Skip, 1.2)
            {
                Ways = [new("branch", 0.6, [new("conv1", LinkKind.Weight, 0.6)]), new("skip", 1, [])],
            },
        ]);
}
