using Fathom.Runs;

namespace Fathom.Pictures.Drawing;

static class Blocks
{
    /// <summary>The block that holds a step, else the last one before it, else the first; the last of all where no step is asked for. Null without blocks.</summary>
    public static ReadingBlock? At(IReadOnlyList<ReadingBlock> blocks, long? step) =>
        blocks.Count == 0 ? null
        : step is null ? blocks[^1]
        : blocks.LastOrDefault(block => block.FirstStep <= step) ?? blocks[0];

    public static string Name(ReadingBlock block) =>
        block.FirstStep == block.LastStep ? $"step {block.FirstStep}" : $"steps {block.FirstStep} to {block.LastStep} ({block.Count} readings together)";
}
