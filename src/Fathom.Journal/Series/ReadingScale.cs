namespace Fathom.Journal.Series;

/// <summary>How many readings are kept one by one, and where blocks of each size begin.</summary>
/// <remarks>
/// Level 0 holds single readings, level k blocks of 4^k. Of n readings, the latest 256 to 271 are kept one by one; before them stand 64 to 79 blocks of 4, before
/// them as many of 16, and so on. A block is never longer than a tenth of its age, and their number grows with log4 of n.
/// </remarks>
static class ReadingScale
{
    public const int Window = 256, Blocks = 64, Batch = 16, Factor = 4;

    /// <summary>How many blocks a file holds, of whichever level.</summary>
    public const int PerFile = 64;

    public static int Kept(int level) => level == 0 ? Window : Blocks;

    /// <summary>How many readings a block of a level holds.</summary>
    public static long Size(int level) => 1L << (2 * level);

    /// <summary>Of <paramref name="count"/> readings, the number of the first one in a level's stretch.</summary>
    public static long Start(int level, long count)
    {
        var start = count;
        for (var k = 0; k <= level && start > 0; k++)
        {
            var size = Size(k);
            start = Math.Max(0, (start - (Kept(k) * size)) / (Batch * size) * (Batch * size));
        }

        return Math.Max(0, start);
    }

    /// <summary>The finest level whose stretch holds reading <paramref name="index"/>.</summary>
    public static int LevelOf(long index, long count)
    {
        var level = 0;
        while (Start(level, count) > index) level++;
        return level;
    }
}
