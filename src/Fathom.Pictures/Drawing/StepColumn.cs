using Fathom.Runs;

namespace Fathom.Pictures.Drawing;

/// <summary>Blocks of readings that are drawn as one column.</summary>
/// <param name="From">The first step it stands for.</param>
/// <param name="To">The step after the last one: a reading stands until the next.</param>
/// <param name="Blocks">What was read there, at least one.</param>
readonly record struct StepColumn(long From, long To, IReadOnlyList<ReadingBlock> Blocks)
{
    /// <summary>At most <paramref name="most"/> columns, each of neighbouring blocks.</summary>
    public static IReadOnlyList<StepColumn> Of(IReadOnlyList<ReadingBlock> blocks, int most)
    {
        var columns = new List<StepColumn>();
        if (blocks.Count == 0) return columns;
        var perColumn = (blocks.Count + most - 1) / most;
        var apart = blocks.Count < 2 ? 1 : Math.Max(1, blocks[^1].FirstStep - blocks[^2].LastStep);
        var end = blocks[^1].LastStep + apart;
        for (var at = 0; at < blocks.Count; at += perColumn)
        {
            var next = at + perColumn < blocks.Count ? blocks[at + perColumn].FirstStep : end;
            var from = blocks[at].FirstStep;
            columns.Add(new(from, Math.Max(from + 1, next), [.. blocks.Skip(at).Take(perColumn)]));
        }

        return columns;
    }
}
