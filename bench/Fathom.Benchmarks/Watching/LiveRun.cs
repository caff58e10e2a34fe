namespace Fathom.Benchmarks.Watching;

/// <summary>The steps of the watched run are the tenths of a millisecond since its day began, so that a picture tells how old it is.</summary>
static class LiveRun
{
    public static long StepNow => (long)((DateTime.UtcNow - DateTime.UtcNow.Date).TotalMilliseconds * 10) + 1;

    public static DateTime TimeOf(long step) => DateTime.UtcNow.Date.AddMilliseconds((step - 1) / 10.0);
}
