namespace Fathom.Statistics;

/// <summary>One tensor to read.</summary>
unsafe struct Job
{
    public byte* Start;
    public long Count, ChunkLength;
    public ElementType Type;
    public SimdLevel Level;

    /// <summary>One for each chunk: they are added in order when all are there.</summary>
    public Sums* Sums;

    /// <summary>Not 0 once a chunk held what was looked for, where that is all that is asked.</summary>
    public int Found;
}
