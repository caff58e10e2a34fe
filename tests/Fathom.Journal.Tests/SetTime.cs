namespace Fathom.Journal.Tests;

/// <summary>A clock that stands still until it is moved.</summary>
sealed class SetTime : TimeProvider
{
    DateTimeOffset _now = Some.Noon;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.Ticks;

    public void Pass(TimeSpan time) => _now += time;
}
