namespace Fathom.Statistics;

/// <summary>A few background threads that read chunks along with the caller.</summary>
/// <remarks>
/// They are made once, on first use, and from then on allocate nothing: TorchSharp frees objects under a native call
/// when another thread triggers a collection. The caller never waits for a thread to wake up, only for chunks that a
/// thread has taken, so a crew that is asleep, or gone after a fork, costs speed and nothing else.
/// </remarks>
static unsafe class Crew
{
    const int MostThreads = 8;

    static readonly Lock Making = new();
    static Member[]? Made;
    static int Busy;

    // The running job: written before Next is, which holds a number of its own and the next chunk to take.
    static delegate*<Job*, int, Scratch*, void> Read;
    static Job* Current;
    static int Chunks, Finished;
    static long Next;

    /// <summary>As many threads as the machine runs at once, but no more than memory can feed.</summary>
    public static int Size { get; } = Math.Min(Environment.ProcessorCount, MostThreads);

    /// <summary>Reads all chunks with the help of others; false, with nothing done, while they help somebody else.</summary>
    public static bool TryRun(
        delegate*<Job*, int, Scratch*, void> read, Job* job, int chunks, int threads, Scratch* scratch)
    {
        if (Interlocked.CompareExchange(ref Busy, 1, 0) != 0) return false;

        var members = Members;
        // Closed while the fields change: a late helper that still holds the last job's number must not take a chunk.
        var number = (Next >> 32) + 1;
        Interlocked.Exchange(ref Next, (number << 32) | int.MaxValue);
        Read = read;
        Current = job;
        Chunks = chunks;
        Finished = 0;
        Interlocked.Exchange(ref Next, (number + 1) << 32);
        for (var i = 0; i < Math.Min(threads - 1, members.Length); i++) members[i].Wake.Set();

        TakeChunks(scratch);
        var spinner = new SpinWait();
        while (Volatile.Read(ref Finished) < chunks) spinner.SpinOnce(sleep1Threshold: -1);

        // All of them, for one that was woken for the last job may have come late and helped with this one.
        foreach (var helper in members)
        {
            if (helper.Scratch->Tally.Count == 0) continue;
            scratch->Tally.AddCounts(&helper.Scratch->Tally);
            helper.Scratch->Tally.Reset();
        }

        Volatile.Write(ref Busy, 0);
        return true;
    }

    /// <summary>What the helpers have allocated since they began to work: must stay what it is.</summary>
    public static long AllocatedBytes => Members.Sum(member => Volatile.Read(ref member.Allocated));

    static Member[] Members
    {
        get
        {
            if (Made is { } made) return made;
            lock (Making) return Made ??= [.. Enumerable.Range(1, Math.Max(Size, 3) - 1).Select(_ => new Member())];
        }
    }

    static void TakeChunks(Scratch* scratch)
    {
        while (true)
        {
            var next = Volatile.Read(ref Next);
            var read = Read;
            var job = Current;
            var chunks = Chunks;
            var chunk = (int)next;
            if (chunk >= chunks) return;

            // Succeeds only if the job is still the one read above: its number is part of what is compared.
            if (Interlocked.CompareExchange(ref Next, next + 1, next) != next) continue;
            read(job, chunk, scratch);
            Interlocked.Increment(ref Finished);
        }
    }

    sealed class Member
    {
        readonly byte[] _memory = Statistics.Scratch.Create();

        public Member()
        {
            new Thread(Work, 256 * 1024) { IsBackground = true, Name = "Fathom reader" }.Start();
        }

        public long Allocated;

        public AutoResetEvent Wake { get; } = new(false);

        public Scratch* Scratch => Statistics.Scratch.In(_memory);

        void Work()
        {
            while (true)
            {
                Wake.WaitOne();
                TakeChunks(Scratch);
                Volatile.Write(ref Allocated, GC.GetAllocatedBytesForCurrentThread());
            }
        }
    }
}
