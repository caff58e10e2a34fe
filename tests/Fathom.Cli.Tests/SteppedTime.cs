namespace Fathom.Cli.Tests;

/// <summary>Time that passes only when a test says so.</summary>
sealed class SteppedTime : TimeProvider
{
    long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public void Advance(TimeSpan span) => _ticks += span.Ticks;
}
