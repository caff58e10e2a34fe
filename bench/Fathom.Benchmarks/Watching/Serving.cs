namespace Fathom.Benchmarks.Watching;

/// <summary>What a server has used so far.</summary>
readonly record struct Serving(TimeSpan Time, long Allocated, int Collections)
{
    public static Serving Now => new(Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), GC.CollectionCount(0));

    public static Serving operator +(Serving left, Serving right) => new(left.Time + right.Time, left.Allocated + right.Allocated, left.Collections + right.Collections);

    public static Serving operator -(Serving left, Serving right) => new(left.Time - right.Time, left.Allocated - right.Allocated, left.Collections - right.Collections);
}
