using Fathom.Lab.Training;

namespace Fathom.Lab.Tests.Training;

public class CheckpointRhythmTests
{
    readonly SteppedTime _time = new();

    [Fact]
    public void A_checkpoint_is_due_when_the_pause_has_passed()
    {
        var rhythm = CheckpointRhythm.Every(TimeSpan.FromSeconds(30), _time);

        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(rhythm.IsTime(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(rhythm.IsTime(2));
        rhythm.Begin();
        _time.Advance(TimeSpan.FromSeconds(0.1));
        rhythm.End();
        Assert.False(rhythm.IsTime(3));
    }

    [Theory]
    [InlineData(0.5, 30)]
    [InlineData(1, 50)]
    [InlineData(4, 200)]
    public void What_takes_long_to_write_is_written_at_most_in_two_percent_of_the_time(double seconds, double pause)
    {
        var rhythm = CheckpointRhythm.Every(TimeSpan.FromSeconds(30), _time);
        rhythm.Begin();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        rhythm.End();

        _time.Advance(TimeSpan.FromSeconds(pause - 0.01));
        Assert.False(rhythm.IsTime(1));
        _time.Advance(TimeSpan.FromSeconds(0.01));
        Assert.True(rhythm.IsTime(2));
    }

    [Fact]
    public void By_steps_time_does_not_matter()
    {
        var rhythm = CheckpointRhythm.Steps(8);

        Assert.Equal([8L, 16, 24], Enumerable.Range(1, 30).Select(step => (long)step).Where(rhythm.IsTime));
        Assert.DoesNotContain(Enumerable.Range(1, 30), step => CheckpointRhythm.Steps(null).IsTime(step));
    }

    sealed class SteppedTime : TimeProvider
    {
        long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan span) => _ticks += span.Ticks;
    }
}
