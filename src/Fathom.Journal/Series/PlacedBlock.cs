using Fathom.Runs;

namespace Fathom.Journal.Series;

/// <summary>A block of readings at its place: the number of its first reading, and its level.</summary>
sealed record PlacedBlock(long Index, int Level, ReadingBlock Block)
{
    public long End => Index + ReadingScale.Size(Level);
}
