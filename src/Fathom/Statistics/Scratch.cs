namespace Fathom.Statistics;

/// <summary>The memory that one thread needs to read any tensor; it fits into the first-level cache.</summary>
unsafe struct Scratch
{
    public const int BlockLength = 4096;
    const int Alignment = 64;

    [ThreadStatic]
    static byte[]? Own;

    public Tally Tally;
    public fixed byte ChunkSums[TensorReader.MostChunks * Statistics.Sums.Size];
    public fixed ulong Columns[ExponentCounter512.Columns];
    public fixed byte Padded[64 * sizeof(double)];
    public fixed uint Tables[4 * 256];
    public fixed byte Exponents[BlockLength];
    public fixed double Finite[BlockLength];

    /// <summary>This thread's own; pinned and collected with the thread.</summary>
    public static Scratch* OfThisThread => In(Own ??= Create());

    public static byte[] Create()
    {
        var memory = GC.AllocateArray<byte>(sizeof(Scratch) + Alignment, pinned: true);
        In(memory)->Tally.Reset();
        return memory;
    }

    public static Scratch* In(byte[] pinned)
    {
        fixed (byte* start = pinned) return (Scratch*)(((nint)start + Alignment - 1) & -Alignment);
    }
}
